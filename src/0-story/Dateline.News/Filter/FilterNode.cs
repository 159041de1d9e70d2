using System.Globalization;

namespace Dateline.News;

/// <summary>One part of a filter: a condition, or conditions joined.</summary>
internal abstract record FilterNode
{
    internal abstract bool Takes(FilterFacts facts);

    /// <summary>How tightly it binds when written: a part that binds looser stands in brackets.</summary>
    private protected virtual int Binding => 3;

    private string Within(int binding) => Binding < binding ? $"({this})" : ToString();

    internal sealed record All : FilterNode
    {
        internal override bool Takes(FilterFacts facts) => true;
        public override string ToString() => "everything";
    }

    internal sealed record And(FilterNode Left, FilterNode Right) : FilterNode
    {
        internal override bool Takes(FilterFacts facts) => Left.Takes(facts) && Right.Takes(facts);
        private protected override int Binding => 1;
        public override string ToString() => $"{Left.Within(1)} and {Right.Within(2)}";
    }

    internal sealed record Or(FilterNode Left, FilterNode Right) : FilterNode
    {
        internal override bool Takes(FilterFacts facts) => Left.Takes(facts) || Right.Takes(facts);
        private protected override int Binding => 0;
        public override string ToString() => $"{Left.Within(0)} or {Right.Within(1)}";
    }

    internal sealed record Not(FilterNode Of) : FilterNode
    {
        internal override bool Takes(FilterFacts facts) => !Of.Takes(facts);
        private protected override int Binding => 2;
        public override string ToString() => $"not {Of.Within(2)}";
    }

    /// <summary>A fact that is so or not ("embargoed").</summary>
    internal sealed record Flag(string Name, Func<FilterFacts, bool> Is) : FilterNode
    {
        internal override bool Takes(FilterFacts facts) => Is(facts);
        public override string ToString() => Name;
    }

    /// <summary>A field with a verb and values, of which one is enough.</summary>
    internal sealed record Among(string Field, string Verb, IReadOnlyList<string> Values, Func<FilterFacts, string, bool> Is) : FilterNode
    {
        internal override bool Takes(FilterFacts facts)
        {
            foreach (var value in Values) if (Is(facts, value)) return true;
            return false;
        }

        public override string ToString() => $"{Field} {Verb} {string.Join(", ", Values.Select(FilterWords.Quoted))}";
    }

    /// <summary>A number of the release against one of the filter's.</summary>
    internal sealed record Counted(string Field, string Verb, int Value, Func<FilterFacts, int?> Count) : FilterNode
    {
        internal override bool Takes(FilterFacts facts) => Count(facts) is { } count && Verb switch
        {
            "at most" => count <= Value,
            "at least" => count >= Value,
            _ => count == Value,
        };

        public override string ToString() => $"{Field} {Verb} {Value.ToString(CultureInfo.InvariantCulture)}";
    }
}
