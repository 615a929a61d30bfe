namespace AutoDiff.Generator.Differentiation;

/// <summary>The transform met something that it has no derivative for. The method gets no code and an error that says this; it never gets a wrong derivative.</summary>
internal sealed class UnsupportedDerivativeException(string message, int site = -1) : Exception(message)
{
    public int Site => site;
}
