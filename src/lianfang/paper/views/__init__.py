"""The desk with what is out, printing, the keying screen, and sheets of codes."""
