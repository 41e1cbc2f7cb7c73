"""What goes over the wire: the requests and the answers, typed by the library's own records."""
