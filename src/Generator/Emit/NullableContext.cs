namespace AutoDiff.Generator.Emit;

/// <summary>The nullable context of generated files: annotations for those who call, no analysis of what is in the bodies.</summary>
internal static class NullableContext
{
    public static void Write(SourceWriter writer)
    {
        writer.Line("#nullable enable annotations");

        // A file that says nothing about warnings has the project's; the analysis for them took a third of what the compiler needs for generated code.
        writer.Line("#nullable disable warnings");
    }
}
