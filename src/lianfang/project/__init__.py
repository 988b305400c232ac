"""Settings, root urls, navigation, wiring, command line, demo district; no logic."""
