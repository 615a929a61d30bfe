namespace AutoDiff.Kernels;

/// <summary>The placements of filters over images, band by band.</summary>
internal unsafe interface IPlacements : IParallelJob
{
    /// <summary>How many floats a thread needs for itself.</summary>
    nint ScratchLength { get; }

    /// <summary>In how many bands an image is.</summary>
    int Bands { get; }

    /// <summary>How many pieces of arithmetic a band of so many rows is, for what is read ahead meanwhile.</summary>
    int Steps(int rows);

    /// <summary>A band of an image's result.</summary>
    /// <param name="image">The image.</param>
    /// <param name="number">The band's number.</param>
    /// <param name="memory">Memory of this thread.</param>
    /// <param name="target">The image's result.</param>
    /// <param name="following">Read ahead for what follows.</param>
    /// <param name="results">Memory of results that is read ahead.</param>
    void Band(float* image, int number, float* memory, float* target, ref ReadAhead following, ref ReadAhead results);

    /// <summary>The rectified maxima of an image's result in windows of two by two, and where they came from.</summary>
    /// <param name="image">The image.</param>
    /// <param name="memory">Memory of this thread.</param>
    /// <param name="planes">Memory of this thread for the image's result.</param>
    /// <param name="maxima">The maxima.</param>
    /// <param name="places">Their places: <see cref="PairPlaces512"/>.</param>
    /// <param name="following">Read ahead for what follows.</param>
    /// <param name="results">Memory of results that is read ahead.</param>
    void Maxima(float* image, float* memory, float* planes, float* maxima, uint* places, ref ReadAhead following, ref ReadAhead results);
}

/// <summary>What placements of any kind do alike.</summary>
internal static unsafe class Placements
{
    /// <summary>An image's result, band after band.</summary>
    internal static void Image<TPlacements>(in TPlacements placements, float* image, float* memory, float* target, ref ReadAhead following, ref ReadAhead results)
        where TPlacements : struct, IPlacements
    {
        for (int number = 0; number < placements.Bands; number++)
            placements.Band(image, number, memory, target, ref following, ref results);
    }
}
