# Near miss: exec of code that reaches something else
exec("import other.preview.vpn")
exec("preview = 3")
