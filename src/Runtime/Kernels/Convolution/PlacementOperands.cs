namespace AutoDiff.Kernels;

/// <summary>What the placements of all images share: the filters in panels, where the values under a placement are, and the biases.</summary>
internal readonly unsafe struct PlacementOperands
{
    /// <summary>Whether rows are whole sevens, and filters lie side by side.</summary>
    internal readonly bool IsSevens;

    internal readonly float* Panels;
    internal readonly nint* Offsets;
    internal readonly float* Shifts;

    /// <summary>Packs filters into memory that holds <see cref="LengthOf"/> floats.</summary>
    internal PlacementOperands(in DirectConvolution sizes, float* memory, float* weight, float* bias, bool turnsFilters, bool isSevens)
    {
        IsSevens = isSevens;
        Panels = memory;
        Offsets = (nint*)(Panels + PanelLength(sizes));
        Shifts = (float*)Offsets + OffsetLength(sizes);
        sizes.Offsets(Offsets);
        var shifts = new Span<float>(Shifts, sizes.Outputs);
        if (bias == null)
            shifts.Clear();
        else
            new ReadOnlySpan<float>(bias, sizes.Outputs).CopyTo(shifts);
        if (!isSevens)
        {
            Pack(sizes, weight, 0, sizes.Outputs, PlacementProduct.Height, turnsFilters);
            return;
        }

        int whole = sizes.Outputs / SevensJob.Width * SevensJob.Width;
        Pack(sizes, weight, 0, whole, SevensJob.Width, turnsFilters);
        Pack(sizes, weight, whole, sizes.Outputs, SevensJob.Width / 2, turnsFilters);
    }

    internal static int LengthOf(in DirectConvolution sizes) => checked(PanelLength(sizes) + OffsetLength(sizes) + PinnedBlock.Padded(sizes.Outputs));

    private static int PanelLength(in DirectConvolution sizes) =>
        PinnedBlock.Padded(checked((sizes.Outputs + PlacementProduct.Height - 1) / PlacementProduct.Height * PlacementProduct.Height * sizes.Depth));

    private static int OffsetLength(in DirectConvolution sizes) => PinnedBlock.Padded(checked(sizes.Depth * (sizeof(nint) / sizeof(float))));

    // In a panel the weights of one value lie side by side; filters that aren't there are zeros.
    private void Pack(in DirectConvolution sizes, float* weight, int start, int end, int height, bool turnsFilters)
    {
        int taps = sizes.KernelHeight * sizes.KernelWidth;
        for (int filter = start; filter < start + (end - start + height - 1) / height * height; filter++)
        {
            float* target = Panels + (nint)(filter / height) * height * sizes.Depth + filter % height;
            for (int input = 0; input < sizes.Inputs; input++)
            {
                for (int tap = 0; tap < taps; tap++, target += height)
                {
                    if (filter >= sizes.Outputs)
                        *target = 0;
                    else if (turnsFilters)
                        *target = weight[((nint)input * sizes.Outputs + filter) * taps + (taps - 1 - tap)];
                    else
                        *target = weight[((nint)filter * sizes.Inputs + input) * taps + tap];
                }
            }
        }
    }
}
