using Dateline.News;
using Dateline.Store.Intake;

namespace Dateline.Ingest.Fetching;

/// <summary>
/// A way to fetch what a source has for us. It connects, gives what is new, one document after the other, and goes on with the next (marking, moving what it gave) only when the one before
/// is durable: whatever ends the process in between, the document is given again, and taking it in twice is taking it in once.
/// </summary>
internal interface IConnector
{
    /// <summary>For which sources it is.</summary>
    SourceKind Kind { get; }

    /// <summary>Gives what is new since <see cref="Asked.Place"/>. What goes wrong is an exception that <see cref="Explain"/> knows.</summary>
    IAsyncEnumerable<Fetched> Fetch(Asked asked, CancellationToken stop);

    /// <summary>What an exception means to a person; null: it is a mistake of ours.</summary>
    FetchTrouble? Explain(Exception exception);
}

/// <summary>What a connector is asked with.</summary>
/// <param name="Source">The source.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Secret">What proves us, in the clear; null: nothing does.</param>
/// <param name="Place">How far it was taken in, as the connector wrote it; null: it never was.</param>
/// <param name="Seen">What was taken in, of a place that can't say what is new.</param>
internal sealed record Asked(Source Source, SourceSettings Settings, string? Secret, string? Place, IReadOnlySet<string> Seen);

/// <summary>One step of a look: a document, or only how far it is now.</summary>
internal sealed record Fetched
{
    /// <summary>The document as it lay there; null: there is nothing to take in.</summary>
    internal ReadOnlyMemory<byte>? Bytes { get; init; }
    /// <summary>Its file's name; null: it has none, and is a document whatever its bytes.</summary>
    internal string? Name { get; init; }
    /// <summary>Why it is kept aside, unread; null: it is read.</summary>
    internal Refusal? Aside { get; init; }
    /// <summary>How far the source is taken in when this is durable; null: as far as before.</summary>
    internal string? Place { get; init; }
    /// <summary>What marks it as taken in; null: nothing needs to.</summary>
    internal string? Mark { get; init; }
    /// <summary>Marks of what is not there any more.</summary>
    internal IReadOnlyList<string> Gone { get; init; } = [];
    /// <summary>What the desk should know of it; null: nothing.</summary>
    internal string? Alarm { get; init; }
}

/// <summary>Why a look failed.</summary>
/// <param name="Why">The reason: a code, and words for a person.</param>
/// <param name="After">How long they ask us to wait; null: they did not say.</param>
internal sealed record FetchTrouble(Refusal Why, TimeSpan? After = null);

/// <summary>Trouble that a connector itself has found.</summary>
/// <param name="trouble">The trouble.</param>
internal sealed class FetchException(FetchTrouble trouble) : IOException(trouble.Why.Message)
{
    internal FetchException(string code, string message, TimeSpan? after = null) : this(new FetchTrouble(new(code, message), after)) { }

    internal FetchTrouble Trouble => trouble;
}
