using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff.Generator.Emit
{
    /// <summary>An interpolated line that goes straight into the writer's text, with no string of its own.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct WrittenLine
    {
        private readonly SourceWriter _writer;

        public WrittenLine(int literalLength, int formattedCount, SourceWriter writer)
        {
            _ = (literalLength, formattedCount);
            _writer = writer;
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text ?? "");

        public void AppendFormatted(char character) => _writer.Append(character);

        public void AppendFormatted(long number) => _writer.Append(number);
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>What the compiler looks for; .NET Standard 2.0 has it not.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
    internal sealed class InterpolatedStringHandlerAttribute : Attribute;

    /// <inheritdoc cref="InterpolatedStringHandlerAttribute"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
    {
        public string[] Arguments { get; } = [argument];
    }
}
