// Where a statically linked command looks up users, groups and hosts.
#pragma once

// glibc loads what /etc/nsswitch.conf names (systemd, LDAP, ...) as shared libraries, which bring a second C library
// into a static program and crash it. So a static command asks only the two services that glibc itself contains: files
// and dns. Call it before the first thread starts. Does nothing where the command is linked dynamically.
void use_built_in_name_services();
