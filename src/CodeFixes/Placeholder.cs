namespace AutoDiff.CodeFixes;
