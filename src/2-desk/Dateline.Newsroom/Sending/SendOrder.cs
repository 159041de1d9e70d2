using Dateline.News;
using Dateline.Newsroom.Api;

namespace Dateline.Newsroom.Sending;

/// <summary>An order as a request brings it, read but not yet judged.</summary>
internal sealed record SendOrder
{
    /// <summary>The version the person saw.</summary>
    internal int? ExpectedVersion { get; init; }
    /// <summary>The text the person saw, where the story's own is to go.</summary>
    internal string? ContentTag { get; init; }
    /// <summary>The text that is to go; null: the story's own.</summary>
    internal StoryContent? Content { get; init; }
    /// <summary>What this version is called on the wire; null: as the text has it.</summary>
    internal string? TakeKey { get; init; }
    /// <summary>When it leaves; null: now.</summary>
    internal Instant? SendAt { get; init; }
    /// <summary>Whether it may be taken back for a few seconds, where the newsroom allows that.</summary>
    internal bool IsUndoable { get; init; }
    /// <summary>Other stories that go the same way.</summary>
    internal IReadOnlyList<Guid> Also { get; init; } = [];
    /// <summary>What the rules look at.</summary>
    internal required ReleaseOrder Order { get; init; }
    /// <summary>What the writer of the text should look at.</summary>
    internal List<ContentNote> Notes { get; init; } = [];

    /// <summary>Reads it. A member that the action does not take is refused: an embargo on a kill must not be lost in silence.</summary>
    internal static (SendOrder? Order, Problem? Problem) Read(ApiCall call, SendAction action)
    {
        var body = call.Body;
        var notes = new List<ContentNote>();
        bool May(Takes takes) => action.Takes.HasFlag(takes);

        var expected = body.Number("expectedVersion");
        var content = May(Takes.Content) ? body.Content("content", notes) : null;
        var takeKey = May(Takes.Content) ? body.Line("takeKey", 80) : null;
        var tag = May(Takes.Content) ? body.Line("contentTag") : null;
        var sendAt = May(Takes.SendAt) ? body.Time("sendAt") : null;
        var undoable = May(Takes.SendAt) && body.Flag("undo");
        var usableFrom = May(Takes.UsableFrom) ? body.Embargo("usableFrom") : null;
        var also = May(Takes.Also) ? body.Ids("also") : [];
        var notice = May(Takes.Notice) && body.Has("notice") ? body.Object("notice") : null;
        var order = new ReleaseOrder
        {
            Action = action.Action ?? default,
            By = call.Who,
            UsableFrom = usableFrom,
            Reason = May(Takes.Reason) ? body.Text("reason", 2000) : null,
            EdNote = May(Takes.EdNote) ? body.Text("edNote", 2000) : null,
            Notice = notice?.Text("text", 2000),
            NoticeKind = notice?.Member<NoticeKind>("kind") ?? NoticeKind.Correction,
        };
        if (body.End() is { } problem) return (null, problem);
        return Lacking(action, expected, sendAt, usableFrom) is { } lacking
            ? (null, lacking)
            : (new() { ExpectedVersion = expected, Content = content, ContentTag = tag, TakeKey = takeKey, SendAt = sendAt, IsUndoable = undoable, Also = also, Order = order, Notes = notes }, null);
    }

    private static Problem? Lacking(SendAction action, int? expected, Instant? sendAt, Embargo? usableFrom)
    {
        if (expected is null && !action.IsQuick) return new("expected-version-missing", "Say which version you saw: expectedVersion, 0 for a story that was never sent. Nothing was done.", "/expectedVersion");
        if (sendAt is null && action.Needs.Contains("sendAt")) return new("send-at-missing", "Say when to send it. Nothing was scheduled.", "/sendAt");
        if (action.Name == "embargo" && (usableFrom is null || usableFrom.Value.IsNone)) return new("embargo-missing", "Say from when it is to be usable. Nothing was sent.", "/usableFrom");
        return null;
    }
}
