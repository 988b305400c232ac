"""How the shipped weights were made: an invented district, lists worsened from it, and weights learned without labels.

``python -m lianfang.engines.matching.training`` writes ``defaults.toml`` anew. Its seed and its rates of error are used
for nothing else; what the engine is worth is measured on other ones (``benchmarks``).
"""
