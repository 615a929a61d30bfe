using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>The tangents of the functions of <c>TensorPrimitives</c> that combine elements with each other.</summary>
internal static class VectorTangents
{
    /// <summary>The result's tangent as the sum over all elements of what the tangent of each contributes.</summary>
    public static void Reduction(TangentScope t, BufferCall call, bool isLinear, Func<ReductionElement, int, Value> contribution)
    {
        if (!t.HasResultTangent)
        {
            return;
        }

        IrType type = t.Result.Operand.Type;
        var element = new ReductionElement(t, t.Builder, type);
        var loop = new SummingLoop(t.Builder);
        element.Enter(loop.Body, loop.Index);
        Value? term = null;
        foreach (int argument in Enumerable.Range(0, call.Arguments.Count).Where(t.IsActive))
        {
            Value tangent = Element(loop.Body, t.Shadow(argument), loop.Index, type);
            element.Use(tangent);
            Value part = contribution(element, argument);
            part = isLinear ? part : WhenMoved(tangent, part);
            term = term is { } sum ? sum + part : part;
        }

        if (term is { } whole)
        {
            Variable total = loop.Sum(whole.Operand);
            loop.Emit(element.Length);
            t.SetResultTangent(new(t.Builder, total));
        }
    }

    /// <summary>The product of factors: <c>(p f)' = p' f + p f'</c>, which is right also where factors are zero.</summary>
    public static void Product(TangentScope t, BufferCall call, Func<Value, Value?, Value> factor)
    {
        if (!t.HasResultTangent)
        {
            return;
        }

        IrType type = t.Result.Operand.Type;
        Operand[] elements = call.Arguments.Select((_, i) => t.ElementsBefore(i)).ToArray();
        var loop = new SummingLoop(t.Builder);
        IrBuilder body = loop.Body;
        Value f = factor(Element(body, elements[0], loop.Index, type), elements.Length > 1 ? Element(body, elements[1], loop.Index, type) : null);
        Value df = factor(Tangent(0), elements.Length > 1 ? Tangent(1) : null);
        Variable? before = null;
        loop.Carry("product", Constant.Float(type, 1), product =>
        {
            before = product;
            return body.Multiply(product, f.Operand);
        });
        Variable tangent = loop.Carry("dproduct", Constant.Float(type, 0), slope =>
        {
            var d = new Value(body, slope);
            return (WhenMoved(d, d * f) + WhenMoved(df, new Value(body, before!) * df)).Operand;
        });
        loop.Emit(t.LengthOf(0));
        t.SetResultTangent(new(t.Builder, tangent));

        Value Tangent(int argument) => t.IsActive(argument) ? Element(body, t.Shadow(argument), loop.Index, type) : new(body, Constant.Float(type, 0));
    }

    /// <summary>The largest or smallest of all elements: the mean of the tangents of all that are equal to it; of a NaN the sum of all tangents.</summary>
    public static void Extremum(TangentScope t)
    {
        if (!t.HasResultTangent || !t.IsActive(0))
        {
            return;
        }

        Value extremum = t.Result;
        IrType type = extremum.Operand.Type;
        Operand elements = t.ElementsBefore(0), tangents = t.Shadow(0), count = t.LengthOf(0);
        Value isNumber = extremum.Is(BinaryOperator.Equal, extremum);
        Value ties = t.Sum(type, count, (body, index) =>
            IsTie(body, index).Choose(new Value(body, Constant.Float(type, 1)), new Value(body, Constant.Float(type, 0))).Operand);
        Value sum = t.Sum(type, count, (body, index) =>
        {
            Value passedOver = Element(body, elements, index, type).Is(BinaryOperator.NotEqual, extremum.In(body)) & isNumber.In(body);
            return passedOver.Choose(new Value(body, Constant.Float(type, 0)), Element(body, tangents, index, type)).Operand;
        });
        t.SetResultTangent(isNumber.Choose(sum / ties, sum));

        Value IsTie(IrBuilder body, Operand index) => Element(body, elements, index, type).Is(BinaryOperator.Equal, extremum.In(body));
    }

    /// <summary><c>cos = x.y / (|x| |y|)</c>: <c>cos' = (x'.y + x.y') / (|x| |y|) - cos (x.x' / |x|^2 + y.y' / |y|^2)</c>.</summary>
    public static void CosineSimilarity(TangentScope t)
    {
        if (!t.HasResultTangent)
        {
            return;
        }

        IrType type = t.Result.Operand.Type;
        Operand count = t.LengthOf(0);
        Operand[] elements = [t.ElementsBefore(0), t.ElementsBefore(1)];
        Value[] squares = elements.Select(e => Dot(e, e)).ToArray();
        Value norms = VectorOperations.Root(squares[0]) * VectorOperations.Root(squares[1]);
        Value? total = null;
        for (int argument = 0; argument < 2; argument++)
        {
            if (t.IsActive(argument))
            {
                Value along = Dot(t.Shadow(argument), elements[1 - argument]);
                Value across = Dot(t.Shadow(argument), elements[argument]);
                Value size = Dot(t.Shadow(argument), t.Shadow(argument));
                Value part = WhenMoved(size, (along / norms) - (t.Result * (across / squares[argument])));
                total = total is { } sum ? sum + part : part;
            }
        }

        if (total is { } tangent)
        {
            t.SetResultTangent(tangent);
        }

        Value Dot(Operand a, Operand b) => t.Sum(type, count, (body, index) => (Element(body, a, index, type) * Element(body, b, index, type)).Operand);
    }

    /// <summary><c>sigma' = sum (x - mean) x' / (n sigma)</c>, and 0 where all elements are equal.</summary>
    public static void StandardDeviation(TangentScope t)
    {
        if (!t.HasResultTangent || !t.IsActive(0))
        {
            return;
        }

        IrType type = t.Result.Operand.Type;
        Operand count = t.LengthOf(0), elements = t.ElementsBefore(0), tangents = t.Shadow(0);
        var n = new Value(t.Builder, t.Builder.Convert(count, type));
        Value mean = t.Sum(type, count, (body, index) => Element(body, elements, index, type).Operand) / n;
        Value sum = t.Sum(type, count, (body, index) =>
            ((Element(body, elements, index, type) - mean.In(body)) * Element(body, tangents, index, type)).Operand);
        t.SetResultTangent(t.Result.Is(BinaryOperator.Equal, 0).Choose(sum.Like(0), sum / (n * t.Result)));
    }

    /// <summary><c>y = softmax(x)</c>: <c>y' = y (x' - y.x')</c>. The destination may be the source.</summary>
    public static void SoftMax(TangentScope t, BufferCall call)
    {
        if (!t.IsActive(1))
        {
            return;
        }

        VectorOperations.CheckDestination(t.Builder, call);
        Operand count = t.LengthOf(0), tangents = t.Shadow(1);
        IrType type = SpanOperations.ElementOf(tangents);
        if (!t.IsActive(0))
        {
            SpanOperations.Clear(t.Builder, SpanOperations.AsSpan(t.Builder, tangents, count));
            return;
        }

        Operand results = t.ElementsAfter(1), given = t.Shadow(0);
        Value mean = t.Sum(type, count, (body, index) => (Element(body, results, index, type) * Element(body, given, index, type)).Operand);
        t.ForEach(count, (body, index) => body.Emit(new Store(
            tangents, [index], (Element(body, results, index, type) * (Element(body, given, index, type) - mean.In(body))).Operand)));
    }

    /// <summary>Sine and cosine at once.</summary>
    public static void SineAndCosine(TangentScope t, double unit)
    {
        if (!t.IsActive(1) && !t.IsActive(2))
        {
            return;
        }

        IrType type = SpanOperations.ElementOf(t.Shadow(t.IsActive(1) ? 1 : 2));
        t.ForEach(t.LengthOf(0), (body, index) =>
        {
            // Read before a result is written: the results may lie where the argument does.
            Value d = t.IsActive(0) ? unit * Element(body, t.Shadow(0), index, type) : new(body, Constant.Float(type, 0));
            Value sine = Element(body, t.ElementsAfter(1), index, type), cosine = Element(body, t.ElementsAfter(2), index, type);
            if (t.IsActive(1))
            {
                body.Emit(new Store(t.Shadow(1), [index], (d * cosine).Operand));
            }

            if (t.IsActive(2))
            {
                body.Emit(new Store(t.Shadow(2), [index], (-(d * sine)).Operand));
            }
        });
    }

    private static Value Element(IrBuilder body, Operand buffer, Operand index, IrType type) => new(body, body.Let(new Load(buffer, [index], type)));

    // What doesn't move contributes nothing, also where its derivative is infinite or NaN.
    private static Value WhenMoved(Value tangent, Value contribution) => contribution.Operand is Constant { IsZero: true }
        ? contribution
        : tangent.In(contribution.Builder).Is(BinaryOperator.NotEqual, 0).Choose(contribution, contribution.Like(0));
}
