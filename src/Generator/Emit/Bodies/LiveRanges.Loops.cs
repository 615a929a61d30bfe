using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Ranges in loops: what is read in a later iteration lives through the whole of this one.</summary>
internal sealed partial class LiveRanges
{
    private void Walk(Loop loop, Region region)
    {
        int entry = NextPosition();
        var header = new Region(region, entry, entry + 1) { IsLoop = true };
        Enter(loop.Carried, region, header, entry);
        Walk(loop.Header, header);
        int decision = NextPosition();
        Read(loop.Condition, header, decision);
        if (loop.CanExitAtHeader())
        {
            Exit(loop.Carried, header, decision, carried => carried.AfterHeader);
        }

        var body = new Region(header, decision, NextPosition());
        Walk(loop.Body, body);
        decision = NextPosition();
        Read(loop.Break, body, decision);
        if (loop.CanExitAtBreak())
        {
            Exit(loop.Carried, body, decision, carried => carried.AfterBody);
        }

        GoRound(loop.Carried, body, decision);
        body.End = header.End = _position + 1;
        Leave(loop.Carried, region);
    }

    private void Walk(For loop, Region region)
    {
        int entry = NextPosition();
        var header = new Region(region, entry, entry + 1) { IsLoop = true };
        Enter(loop.Carried, region, header, entry);
        int start = NextPosition();
        Read(loop.Start, region, start);
        SsaValue index = _facts.Of(loop.Index);
        Define(index, header, start + 1);
        int decision = NextPosition();
        Read(loop.Limit, header, decision);
        Exit(loop.Carried, header, decision, carried => carried.Parameter);
        var body = new Region(header, decision, NextPosition());
        Walk(loop.Body, body);
        decision = NextPosition();
        GoRound(loop.Carried, body, decision);
        body.End = header.End = NextPosition();
        index.Range!.Add(start + 1, header.End);
        Leave(loop.Carried, region);
    }

    private void Enter(EquatableArray<Carried> all, Region region, Region header, int entry)
    {
        foreach (Carried carried in all)
        {
            SsaValue parameter = _facts.Of(carried.Parameter);
            if (parameter.IsLive)
            {
                Read(carried.Initial, region, entry);
                Define(parameter, header, entry + 1);
                parameter.Range!.Home = region;
            }
        }
    }

    private void Exit(EquatableArray<Carried> all, Region from, int entry, Func<Carried, Operand> value)
    {
        int position = NextPosition();
        var exit = new Region(from, entry, position) { End = position + 1 };
        foreach (Carried carried in all)
        {
            SsaValue result = _facts.Of(carried.Result);
            if (result.IsLive)
            {
                Read(value(carried), exit, position);
                RangeOf(result).Add(position + 1, position + 1);
            }
        }
    }

    private void GoRound(EquatableArray<Carried> all, Region body, int entry)
    {
        int position = NextPosition();
        var again = new Region(body, entry, position) { End = position + 1 };
        foreach (Carried carried in all)
        {
            SsaValue parameter = _facts.Of(carried.Parameter);
            if (parameter.IsLive)
            {
                Read(carried.AfterBody, again, position);
                RangeOf(parameter).Add(position + 1, position + 1);
            }
        }
    }

    private void Leave(EquatableArray<Carried> all, Region region)
    {
        int position = NextPosition();
        foreach (Carried carried in all)
        {
            SsaValue parameter = _facts.Of(carried.Parameter);
            SsaValue result = _facts.Of(carried.Result);
            if (parameter.IsLive)
            {
                Prefer(parameter, carried.AfterBody);
            }

            if (result.IsLive)
            {
                Define(result, region, position + 1);
                Prefer(result, result.FirstSource);
                Prefer(result, result.SecondSource);
            }

            if (parameter.IsLive)
            {
                Prefer(parameter, carried.Initial);
            }
        }
    }
}
