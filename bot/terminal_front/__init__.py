"""The tutor at a prompt, in a pipe and for scripts: the same use cases as in Discord, drawn as lines of text."""
