namespace AutoDiff;
