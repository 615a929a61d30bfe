using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>The rules of the functions of <c>TensorPrimitives</c> that combine elements with each other.</summary>
internal static class VectorOperations
{
    public static Dictionary<string, Func<BufferCall, BufferRule?>> All() => new()
    {
        ["TensorPrimitives.Sum"] = Reduction(isLinear: true, (e, _) => e.D),
        ["TensorPrimitives.Average"] = Reduction(isLinear: true, (e, _) => e.D / e.Count),
        ["TensorPrimitives.SumOfSquares"] = Reduction(isLinear: false, (e, _) => e.D * (2 * e.X)),
        ["TensorPrimitives.SumOfMagnitudes"] = Reduction(
            isLinear: true,
            (e, _) => e.X.Is(BinaryOperator.Less, 0).Choose(-e.D, e.X.Is(BinaryOperator.Equal, 0).Choose(e.D.Like(0), e.D))),
        ["TensorPrimitives.Norm"] = Reduction(isLinear: false, (e, _) => e.IsNull.Choose(e.D.Like(0), e.D * (e.X / e.Result))),
        ["TensorPrimitives.Dot"] = Reduction(isLinear: false, (e, argument) => e.D * e.Other(argument)),
        ["TensorPrimitives.Distance"] = Reduction(
            isLinear: false,
            (e, argument) => e.IsNull.Choose(e.D.Like(0), e.D * ((e.Own(argument) - e.Other(argument)) / e.Result))),
        ["TensorPrimitives.CosineSimilarity"] = _ => new(CosineSimilarity) { Tangent = VectorTangents.CosineSimilarity },
        ["TensorPrimitives.StdDev"] = _ => new(StandardDeviation) { Tangent = VectorTangents.StandardDeviation },
        ["TensorPrimitives.Product"] = call => Product(call, (x, _) => x, (_, _) => null),
        ["TensorPrimitives.ProductOfSums"] = call => Product(call, (x, y) => x + y!.Value, (_, d) => d),
        ["TensorPrimitives.ProductOfDifferences"] = call => Product(call, (x, y) => x - y!.Value, (argument, d) => argument == 0 ? d : -d),
        ["TensorPrimitives.SoftMax"] = call => new(SoftMax) { Forward = s => CheckDestination(s.Builder, call), Tangent = t => VectorTangents.SoftMax(t, call) },
        ["TensorPrimitives.SinCos"] = _ => new(r => SineAndCosine(r, 1)) { Tangent = t => VectorTangents.SineAndCosine(t, 1) },
        ["TensorPrimitives.SinCosPi"] = _ => new(r => SineAndCosine(r, Math.PI)) { Tangent = t => VectorTangents.SineAndCosine(t, Math.PI) },
    };

    /// <summary>
    /// The largest or smallest of all elements, by whatever order: all elements equal to it share the adjoint; if it is a NaN each element gets all of it.
    /// </summary>
    public static BufferRule? Extremum(BufferCall call, string name) =>
        !name.StartsWith("Max", StringComparison.Ordinal) && !name.StartsWith("Min", StringComparison.Ordinal)
            ? null
            : new(r =>
            {
                if (!r.HasResultAdjoint || !r.IsActive(0))
                {
                    return;
                }

                IrBuilder builder = r.Builder;
                Operand elements = r.ElementsBefore(0);
                Operand count = r.LengthOf(0);
                Value d = r.D;
                Value extremum = r.Result;
                Value ties = r.Sum(d.Operand.Type, count, (body, index) =>
                    Element(body, elements, index, d).Is(BinaryOperator.Equal, extremum).Choose(d.In(body).Like(1), d.In(body).Like(0)).Operand);
                Value isNumber = extremum.Is(BinaryOperator.Equal, extremum);
                Value share = isNumber.Choose(d / ties, d);
                Operand adjoints = r.Shadow(0);
                r.ForEach(count, (body, index) =>
                {
                    Value passedOver = Element(body, elements, index, d).Is(BinaryOperator.NotEqual, extremum) & isNumber.In(body);
                    body.Emit(new Accumulate(adjoints, [index], passedOver.Choose(share.In(body).Like(0), share.In(body)).Operand));
                });
            })
            {
                Tangent = VectorTangents.Extremum,
            };

    private static BufferRule Product(BufferCall call, Func<Value, Value?, Value> factor, Func<int, Value, Value?> slope) =>
        new(r => ProductRules.Reverse(r, call, factor, slope)) { Tangent = t => VectorTangents.Product(t, call, factor) };

    private static Value Element(IrBuilder body, Operand elements, Operand index, Value like) => new(body, body.Let(new Load(elements, [index], like.Operand.Type)));

    private static Func<BufferCall, BufferRule?> Reduction(bool isLinear, Func<ReductionElement, int, Value> contribution) => call => new(r =>
    {
        if (r.HasResultAdjoint)
        {
            WhenUsed(r, isLinear, builder => Distribute(r, builder, call, contribution));
        }
    })
    {
        Tangent = t => VectorTangents.Reduction(t, call, isLinear, contribution),
    };

    /// <summary>The number of elements that get a derivative: none when the result isn't used.</summary>
    public static Operand UsedCount(BufferRuleScope r) =>
        r.Builder.Select(r.D.Is(BinaryOperator.Equal, 0).Operand, Constant.Int(0), r.LengthOf(0));

    // if (d != 0): a result that isn't used contributes nothing, also where its derivative is infinite or NaN.
    private static void WhenUsed(BufferRuleScope r, bool isLinear, Action<IrBuilder> emit)
    {
        if (isLinear)
        {
            emit(r.Builder);
            return;
        }

        var block = new IrBuilder(r.Builder.Variables);
        emit(block);
        if (block.Statements.Count > 0)
        {
            r.Builder.Emit(new If(r.D.Is(BinaryOperator.NotEqual, 0).Operand, block.ToBlock(), Block.Empty));
        }
    }

    private static void Distribute(BufferRuleScope r, IrBuilder builder, BufferCall call, Func<ReductionElement, int, Value> contribution)
    {
        var element = new ReductionElement(r, builder, r.D.Operand.Type);
        element.Use(r.D);
        int[] active = Enumerable.Range(0, call.Arguments.Count).Where(r.IsActive).ToArray();
        builder.CountedLoop(element.Length, (body, index) =>
        {
            element.Enter(body, index);
            foreach (int argument in active)
            {
                body.Emit(new Accumulate(r.Shadow(argument), [index], contribution(element, argument).Operand));
            }
        });
    }

    // cos = x.y / (|x| |y|): d cos / dx = y / (|x| |y|) - cos x / |x|^2.
    private static void CosineSimilarity(BufferRuleScope r)
    {
        if (!r.HasResultAdjoint)
        {
            return;
        }

        IrType type = r.D.Operand.Type;
        Operand count = UsedCount(r);
        Operand[] elements = [r.ElementsBefore(0), r.ElementsBefore(1)];
        Value similarity = r.Result;
        Value[] squares = elements.Select(e => r.Sum(type, count, (body, index) =>
        {
            Variable x = body.Let(new Load(e, [index], type));
            return body.Multiply(x, x);
        })).ToArray();
        Value norms = Root(squares[0]) * Root(squares[1]);
        for (int argument = 0; argument < 2; argument++)
        {
            if (r.IsActive(argument))
            {
                int own = argument;
                Value straight = r.D / norms;
                Value back = r.D * similarity / squares[own];
                r.ForEach(count, (body, index) =>
                {
                    Value x = Element(body, elements[own], index, r.D);
                    Value y = Element(body, elements[1 - own], index, r.D);
                    body.Emit(new Accumulate(r.Shadow(own), [index], ((y * straight.In(body)) - (x * back.In(body))).Operand));
                });
            }
        }
    }

    public static Value Root(Value square)
    {
        string container = square.Operand.Type is ScalarType { Kind: ScalarKind.Single } ? "MathF" : "Math";
        return new(square.Builder, square.Builder.Let(
            new Intrinsic("Math.Sqrt", $"global::System.{container}.Sqrt", [square.Operand], square.Operand.Type)));
    }

    // sigma^2 = mean (x - mean)^2: d sigma / dx = (x - mean) / (n sigma).
    private static void StandardDeviation(BufferRuleScope r)
    {
        if (!r.HasResultAdjoint || !r.IsActive(0))
        {
            return;
        }

        IrType type = r.D.Operand.Type;
        Operand count = UsedCount(r);
        Operand elements = r.ElementsBefore(0);
        var n = new Value(r.Builder, r.Builder.Convert(count, type));
        Value mean = r.Sum(type, count, (body, index) => body.Let(new Load(elements, [index], type))) / n;
        Value scale = r.Result.Is(BinaryOperator.Equal, 0).Choose(r.D.Like(0), r.D / (n * r.Result));
        r.ForEach(count, (body, index) =>
        {
            Value deviation = Element(body, elements, index, r.D) - mean.In(body);
            body.Emit(new Accumulate(r.Shadow(0), [index], (deviation * scale.In(body)).Operand));
        });
    }

    /// <summary>The library's softmax changes all of a destination that is longer than its argument.</summary>
    public static void CheckDestination(IrBuilder builder, BufferCall call) => builder.Emit(new OpaqueCall(
        null,
        ["global::AutoDiff.CompilerServices.BufferChecks.SoftMaxDestination(", ", ", ")"],
        [new ValueHole(builder.Let(new Length(call.Arguments[0]))), new ValueHole(builder.Let(new Length(call.Arguments[1])))],
        Effects.Throws));

    // y = softmax(x): dx = y (dy - y.dy). The destination may be the source.
    private static void SoftMax(BufferRuleScope r)
    {
        if (!r.IsActive(1))
        {
            return;
        }

        Operand count = r.LengthOf(0);
        Operand adjoints = r.Shadow(1);
        IrType type = SpanOperations.ElementOf(adjoints);
        if (!r.IsActive(0))
        {
            SpanOperations.Clear(r.Builder, SpanOperations.AsSpan(r.Builder, adjoints, count));
            return;
        }

        Operand results = r.ElementsAfter(1);
        Value mean = r.Sum(type, count, (body, index) =>
        {
            Value y = new(body, body.Let(new Load(results, [index], type)));
            return TimesUsed(y, Element(body, adjoints, index, y)).Operand;
        });
        r.ForEach(count, (body, index) =>
        {
            Value y = Element(body, results, index, mean);
            Value d = Element(body, adjoints, index, mean);
            body.Emit(new Store(adjoints, [index], Constant.Float(type, 0)));
            body.Emit(new Accumulate(r.Shadow(0), [index], TimesUsed(y, d - mean.In(body)).Operand));
        });
    }

    // A result that isn't used contributes nothing, also where it is a NaN.
    private static Value TimesUsed(Value slope, Value d) => d.Is(BinaryOperator.Equal, 0).Choose(d.Like(0), d * slope);

    private static void SineAndCosine(BufferRuleScope r, double unit)
    {
        bool hasSine = r.IsActive(1), hasCosine = r.IsActive(2);
        if (!hasSine && !hasCosine)
        {
            return;
        }

        IrType type = SpanOperations.ElementOf(r.Shadow(hasSine ? 1 : 2));
        Operand? sines = r.IsActive(0) && hasCosine ? r.ElementsAfter(1) : null;
        Operand? cosines = r.IsActive(0) && hasSine ? r.ElementsAfter(2) : null;
        r.ForEach(r.LengthOf(0), (body, index) =>
        {
            Value slope = new(body, Constant.Float(type, 0));
            if (hasSine)
            {
                slope += Contribution(Taken(r.Shadow(1)), cosines);
            }

            if (hasCosine)
            {
                slope -= Contribution(Taken(r.Shadow(2)), sines);
            }

            if (r.IsActive(0))
            {
                body.Emit(new Accumulate(r.Shadow(0), [index], (unit * slope).Operand));
            }

            Value Taken(Operand adjoints)
            {
                Variable d = body.Let(new Load(adjoints, [index], type));
                body.Emit(new Store(adjoints, [index], Constant.Float(type, 0)));
                return new(body, d);
            }

            Value Contribution(Value d, Operand? results) => results is null ? d.Like(0) : TimesUsed(Element(body, results, index, d), d);
        });
    }
}
