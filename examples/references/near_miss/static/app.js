// Near miss: JavaScript
host.preview.vpn();
