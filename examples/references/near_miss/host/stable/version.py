# Near miss: a version
import host

VERSION = "1.0.preview.1"
TAG = "v2-preview"
