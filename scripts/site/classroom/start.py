"""Serves the folder "site" beside this file, and opens a browser: python3 start.py [port [address]]

With the address 0.0.0.0 other machines of the network reach it too.
"""
import functools
import http.server
import os
import sys
import webbrowser

site = os.path.join(os.path.dirname(os.path.abspath(__file__)), "site")
port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
address = sys.argv[2] if len(sys.argv) > 2 else "localhost"


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, *_):
        pass


with http.server.ThreadingHTTPServer((address, port), functools.partial(Handler, directory=site)) as server:
    page = f"http://localhost:{server.server_address[1]}/"
    print(f"DDPM Lab: {page}\nIn German: {page}de.html\nLeave this window open; Ctrl+C ends it.", flush=True)
    if not os.environ.get("NO_BROWSER"):
        webbrowser.open(page)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
