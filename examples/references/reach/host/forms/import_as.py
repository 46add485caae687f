# Form: import a.b.c as d
import host.preview.fwaas.plugin as fw

fw.Plugin()
