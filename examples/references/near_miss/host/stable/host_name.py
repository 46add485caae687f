# Near miss: the name of a machine
SERVER = "host.preview.example.org"
SHORT = "host.preview.local"
