"""What tests stand on: engines (databases), the browser, a real server, and the world of named people and things."""
