namespace AutoDiff.Generator;
