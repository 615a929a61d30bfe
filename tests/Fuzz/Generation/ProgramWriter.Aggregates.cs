namespace AutoDiff.Fuzz.Generation;

/// <summary>The differentiable types of the program.</summary>
internal sealed partial class ProgramWriter
{
    private string WriteAggregates()
    {
        if (!Chance(0.45))
        {
            return "";
        }

        string text = "";
        int structs = Pick(1, 1, 2);
        for (int i = 0; i < structs; i++)
        {
            List<Member> members = [new("X", "double"), new("Y", "double")];
            Aggregate? inner = PickOrNull(_aggregates);
            if (inner is not null && Chance(0.7))
            {
                members.Insert(_random.Next(3), new Member("P", inner.Name, inner));
            }

            if (Chance(0.25))
            {
                members.Add(new Member("N", "int"));
            }

            text += Write(new Aggregate("S" + i, Pick(AggregateForm.Fields, AggregateForm.Properties, AggregateForm.Record, AggregateForm.ReadOnlyRecord), members));
        }

        if (Chance(0.5))
        {
            List<Member> members = [new("W", "double[]"), new("B", "double")];
            if (Chance(0.5))
            {
                Aggregate inner = Pick(_aggregates);
                members.Add(new Member("P", inner.Name, inner));
            }

            text += Write(new Aggregate("M0", Pick(AggregateForm.Class, AggregateForm.PrimaryClass, AggregateForm.ClassRecord), members));
        }

        return text;
    }

    private string Write(Aggregate type)
    {
        string Parameters() => string.Join(", ", type.Members.Select(m => $"{m.Type} {Lower(m)}"));
        string body = $"public const int Doubles = {type.Doubles}; public static {type.Name} Of(double[] v, ref int at) => {Construct(type, type.Members.Select(Read))}; "
            + $"public static void Put({type.Name} s, double[] v, ref int at) {{ {string.Concat(type.Members.Select(Put))} }} ";
        string head = type.Form switch
        {
            AggregateForm.Fields or AggregateForm.Properties => $"public partial struct {type.Name} {{ ",
            AggregateForm.Record => $"public partial record struct {type.Name}({Positional(type)}) {{ ",
            AggregateForm.ReadOnlyRecord => $"public readonly partial record struct {type.Name}({Positional(type)}) {{ ",
            AggregateForm.Class => $"public sealed partial class {type.Name} {{ ",
            AggregateForm.PrimaryClass => $"public sealed partial class {type.Name}({Parameters()}) {{ ",
            _ => $"public sealed partial record {type.Name}({Positional(type)}) {{ ",
        };
        string data = string.Concat(type.Members.Select(m => type.Form switch
        {
            AggregateForm.Fields => $"public {m.Type} {m.Name}; ",
            AggregateForm.Properties => $"public {m.Type} {m.Name} {{ {Pick("get", "readonly get")}; set; }} ",
            AggregateForm.Class => $"public {m.Type} {m.Name}{(m.Type == "double[]" ? " = null!" : "")}; ",
            AggregateForm.PrimaryClass => $"public {m.Type} {m.Name} {{ get;{(m.Type == "double" ? " set;" : "")} }} = {Lower(m)}; ",
            _ => "",
        }));
        if (type.Form == AggregateForm.Properties)
        {
            data += $"public {type.Name}({Parameters()}) {{ {string.Concat(type.Members.Select(m => $"{m.Name} = {Lower(m)}; "))} }} ";
        }

        _aggregates.Add(type);
        _ofMethods = type;
        string methods = WriteMethods(type);
        _ofMethods = null;
        return $"[Differentiable] {head}{data}{body}{methods}}} ";
    }

    // The aggregate whose methods are being written: called from each other they might have no end.
    private Aggregate? _ofMethods;

    private string WriteMethods(Aggregate type)
    {
        string text = $"public double Norm => {Inside(type, isWritable: false, () => Squash("double", Float("double", 2)))}; ";
        if (!type.IsClass)
        {
            text += $"public double Dot({type.Name} other) => {Inside(type, isWritable: false, () => DeclareLeaves("other", type, isWritable: false, cannotBeCaptured: false), () => Float("double", 2))}; ";
            text += $"public {type.Name} Moved(double by) => {Inside(type, isWritable: false, () => Declare(new Local("by", "double", Shape.Scalar) { IsAssignable = false }), () => Pick(true, false) ? New(type, 1) : $"this with {{ X = {Squash("double", Float("double", 1))} }}")}; ";
            text += $"public static {type.Name} operator +({type.Name} a, {type.Name} b) => {Construct(type, type.Members.Select((m, i) => Combine(m, i, "a.{0}", "b.{0}")))}; ";
            text += $"public static {type.Name} operator *(double s, {type.Name} a) => {Construct(type, type.Members.Select(m => m.Type == "double" ? $"Math.Sin(s * a.{m.Name})" : m.Type == "int" ? $"a.{m.Name}" : $"s * a.{m.Name}"))}; ";
        }

        if (type.IsMutable)
        {
            text += $"public void Shift(double by) {{ {Inside(type, isWritable: true, () => Declare(new Local("by", "double", Shape.Scalar)), () => MemberBody("void"))} }} ";
        }

        string modes = _usesTangents && Chance(0.5) ? "(Modes = DerivativeModes.Jvp)" : "";
        bool isMarked = Chance(0.5);
        string attributes = isMarked ? $"[Differentiable{modes}] {(Chance(0.4) ? "[MethodImpl(MethodImplOptions.NoInlining)] " : "")}" : "";
        text += $"{attributes}public double Eval(double by) {{ {Inside(type, type.IsMutable && (type.IsClass || !isMarked) && Chance(0.5), () => Declare(new Local("by", "double", Shape.Scalar)), () => MemberBody("double"))} }} ";
        return text;
    }

    private bool CanShift(Aggregate type) => type.IsMutable && type != _ofMethods;

    private string MemberBody(string result)
    {
        (_result, _budget) = (result, Pick(1, 2, 3));
        string body = Statements(1);
        return result == "void" ? body : body + $"return {Squash("double", Float("double", 2))};";
    }

    private static string Combine(Member member, int index, string a, string b)
    {
        string first = string.Format(System.Globalization.CultureInfo.InvariantCulture, a, member.Name);
        string second = string.Format(System.Globalization.CultureInfo.InvariantCulture, b, member.Name);
        return member.Type switch
        {
            "double" => index % 2 == 0 ? $"Math.Tanh({first} + {second})" : $"0.5 * ({first} + {second} * {first})",
            "int" => first,
            _ => $"{first} + {second}",
        };
    }

    private string Inside(Aggregate type, bool isWritable, Func<string> write) => Inside(type, isWritable, () => { }, write);

    private string Inside(Aggregate type, bool isWritable, Action declare, Func<string> write)
    {
        Reset();
        _taken.UnionWith(["by", "other", "s", "v", "at"]);
        DeclareLeaves("", type, isWritable, cannotBeCaptured: !type.IsClass);
        declare();
        return write();
    }

    // What can be read of an aggregate, and assigned.
    private void DeclareLeaves(string name, Aggregate type, bool isWritable, bool cannotBeCaptured, bool isBehindProperty = false)
    {
        string prefix = name.Length == 0 ? "" : name + ".";
        foreach (Member member in type.Members)
        {
            string path = prefix + member.Name;
            bool isAssignable = (isWritable || type.IsClass) && type.IsMutable && !isBehindProperty;
            switch (member.Type)
            {
                case "double":
                    Declare(new Local(path, "double", Shape.Scalar) { IsAssignable = isAssignable, IsReadOnly = !isAssignable, IsProperty = !type.HasFields, CannotBeCaptured = cannotBeCaptured });
                    break;
                case "int":
                    Declare(new Local(path, "int", Shape.Scalar) { IsAssignable = false, CannotBeCaptured = cannotBeCaptured });
                    break;
                case "double[]":
                    Declare(new Local(path, "double", Shape.Array) { IsAssignable = false, CannotBeCaptured = cannotBeCaptured });
                    break;
                default:
                    DeclareLeaves(path, member.Of!, isWritable || type.IsClass, cannotBeCaptured, isBehindProperty || !type.HasFields || !type.IsMutable);
                    _things.Add(new Thing(path, ThingKind.Struct, member.Type, member.Of)
                    {
                        IsAssignable = isAssignable && type.Form != AggregateForm.PrimaryClass,
                        IsReadOnly = !isAssignable || !type.HasFields,
                        CannotBeCaptured = cannotBeCaptured,
                    });
                    break;
            }
        }
    }

    private static string Construct(Aggregate type, IEnumerable<string> values) => type.Form is AggregateForm.Fields or AggregateForm.Class
        ? $"new {type.Name} {{ {string.Join(", ", type.Members.Zip(values).Select(p => $"{p.First.Name} = {p.Second}"))} }}"
        : $"new {type.Name}({string.Join(", ", values)})";

    private static string Read(Member member) => member.Type switch
    {
        "double" => "v[at++]",
        "double[]" => "new[] { v[at++], v[at++], v[at++] }",
        "int" => "2",
        _ => $"{member.Type}.Of(v, ref at)",
    };

    private static string Put(Member member) => member.Type switch
    {
        "double" => $"v[at++] = s.{member.Name}; ",
        "double[]" => $"foreach (double e in s.{member.Name}) {{ v[at++] = e; }} ",
        "int" => "",
        _ => $"{member.Type}.Put(s.{member.Name}, v, ref at); ",
    };

    private static string Positional(Aggregate type) => string.Join(", ", type.Members.Select(m => $"{m.Type} {m.Name}"));

    private static string Lower(Member member) => member.Name.ToLowerInvariant();
}
