# Form: import a.b.c
import host.preview.fwaas
