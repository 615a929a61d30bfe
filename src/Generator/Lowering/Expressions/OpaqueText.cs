using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>
    /// C# with holes, in the making. Its operands are pinned in order of evaluation, which named arguments make another one than that of the text.
    /// </summary>
    private sealed class OpaqueText
    {
        private readonly MethodLowering _lowering;
        private readonly List<Pin> _pins;
        private readonly List<object> _pieces = [];

        public OpaqueText(MethodLowering lowering)
            : this(lowering, [])
        {
        }

        private OpaqueText(MethodLowering lowering, List<Pin> pins)
        {
            _lowering = lowering;
            _pins = pins;
        }

        public bool IsEmpty => _pieces.Count == 0;

        /// <summary>A part that is evaluated now and placed later, by <see cref="Add(OpaqueText)"/>.</summary>
        public OpaqueText Fragment() => new(_lowering, _pins);

        public OpaqueText Add(string text)
        {
            _pieces.Add(text);
            return this;
        }

        /// <summary>The value that the operand has now.</summary>
        public OpaqueText Add(Operand operand)
        {
            _pieces.Add(_pins.Count);
            _pins.Add(_lowering.PinOperand(operand));
            return this;
        }

        /// <summary>A value; a tuple as a literal.</summary>
        public OpaqueText Add(Value value)
        {
            if (value.Elements is not { } elements)
            {
                return value.Operand is { } operand ? Add(operand) : Add("default");
            }

            Add(value.Type?.Creator ?? "(");
            for (int i = 0; i < elements.Length; i++)
            {
                Add(value.Type?.Before(i) ?? (i == 0 ? "" : ", ")).Add(elements[i]);
            }

            return Add(value.Type?.End ?? ")");
        }

        /// <summary>A variable passed by reference (its keyword isn't included).</summary>
        public OpaqueText AddReference(Variable variable, bool isRead)
        {
            _pieces.Add(new ReferenceHole(variable, isRead ? variable : null));
            return this;
        }

        public OpaqueText Add(OpaqueText fragment)
        {
            _pieces.AddRange(fragment._pieces);
            return this;
        }

        /// <summary>The text between the holes, and what fills them.</summary>
        public (EquatableArray<string> Parts, EquatableArray<Hole> Holes) Resolve()
        {
            Operand[] operands = _lowering.Unpin(_pins.ToArray());
            var parts = new List<string> { "" };
            var holes = new List<Hole>();
            foreach (object piece in _pieces)
            {
                if (piece is string text)
                {
                    parts[parts.Count - 1] += text;
                    continue;
                }

                holes.Add(piece as Hole ?? new ValueHole(operands[(int)piece]));
                parts.Add("");
            }

            return (parts.ToEquatableArray(), holes.ToEquatableArray());
        }
    }
}
