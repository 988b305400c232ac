"""What is measured: ``lianfang bench [NAME] [--quick]``. A file a bench; see docs/modules/bench.md."""
