namespace Dateline.News;

/// <summary>
/// The moment from which a story may be <em>used</em> ("usable from"); it may be <em>sent</em> before. Nothing, a moment, or until further notice.
/// The moment itself is usable: the gate opens at <c>now ≥ Until</c>, to the microsecond, without rounding.
/// An embargo that is empty, unreadable, or a time without a zone means until further notice, with <see cref="Ambiguous"/> set (product.md rule 5).
/// The default value is no embargo.
/// </summary>
public readonly record struct Embargo
{
    private Embargo(Instant? until, bool furtherNotice, bool ambiguous) => (Until, UntilFurtherNotice, Ambiguous) = (until, furtherNotice, ambiguous);

    /// <summary>No embargo: usable at once.</summary>
    public static Embargo None => default;

    /// <summary>Embargoed until someone says otherwise.</summary>
    public static Embargo FurtherNotice => new(null, true, false);

    /// <summary>Embargoed until further notice because what was stated can't be read as a moment.</summary>
    public static Embargo Unclear => new(null, true, true);

    /// <summary>Usable from <paramref name="instant"/> on.</summary>
    public static Embargo At(Instant instant) => new(instant, false, false);

    /// <summary>The moment from which it is usable; null where there is none.</summary>
    public Instant? Until { get; }

    /// <summary>Whether it stands until someone lifts it.</summary>
    public bool UntilFurtherNotice { get; }

    /// <summary>Whether the desk must look: the source stated something that is not a moment.</summary>
    public bool Ambiguous { get; }

    /// <summary>Whether there is no embargo at all.</summary>
    public bool IsNone => Until is null && !UntilFurtherNotice;

    /// <summary>From when it is usable: the epoch where there is no embargo, <see cref="Instant.FarFuture"/> until further notice.</summary>
    public Instant UsableFrom => UntilFurtherNotice ? Instant.FarFuture : Until ?? default;

    /// <summary>Whether it may be used at <paramref name="now"/>: equality is usable.</summary>
    public bool IsUsable(Instant now) => now >= UsableFrom;

    /// <summary>Whether this keeps a story back longer than <paramref name="other"/> does.</summary>
    public bool IsTighterThan(Embargo other) => UsableFrom > other.UsableFrom;

    /// <inheritdoc/>
    public override string ToString() => UntilFurtherNotice ? "until further notice" : Until?.ToString() ?? "none";
}
