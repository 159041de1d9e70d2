using System.Globalization;
using System.Text;
using Dateline.Delivery.Dispatch;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.Net.Http.Headers;

namespace Dateline.Delivery.Wire;

/// <summary>
/// One item by its guid, in any format that is written here. What is not the client's is answered as what there is not: by the same question, in the same bytes.
/// Of a story that was withdrawn nothing is left but its notice.
/// </summary>
internal sealed class WireItems(NewsStore store, Renditions renditions)
{
    internal async Task<WireAnswer> Answer(WireCall call, string guid)
    {
        if (call.Knows("version", "format") is { } problem) return problem;
        var version = call.Number("version", 0, 1, int.MaxValue);
        if (!version.IsDone) return WireCall.Problem(version.Refusal);
        var (any, unwritten) = Writer(call, WireFormats.Writers);
        if (any is null) return unwritten!;

        var (found, formats) = store.Read(db => (Find(db, call.Key.Destination, guid, version.Value, store.Clock.Now()), ContractFormats.Of(db, call.Key.Destination)));
        // A hold or a kill is read in whatever format its story was.
        var (writer, notTheirs) = found is { Ready.Delivery.IsWithdrawal: true } ? (any, null) : Writer(call, formats);
        if (found is not null && writer is null) return notTheirs!;
        if (found is { Ready.WasGiven: false })
            found = await store.Write(tx =>
            {
                // Asked once more where it is written down: a kill may have come between.
                var again = Find(tx.Db, call.Key.Destination, guid, version.Value, store.Clock.Now());
                if (again is { Problem: null }) WireFeed.Give(tx, call.Key.Destination, [again.Ready]);
                return again;
            }).ConfigureAwait(false);
        if (found is null) return WireProblem.Unknown;
        if (found.Problem is { } gone) return gone;
        return Rendered(found, writer!);
    }

    /// <summary>What a client reads of an item.</summary>
    /// <param name="Ready">The delivery.</param>
    /// <param name="IsEmbargoed">Whether it may be used only later.</param>
    /// <param name="Problem">Why this version is not read any more; null: it is.</param>
    internal sealed record Found(Ready Ready, bool IsEmbargoed, WireProblem? Problem = null);

    /// <summary>What a client reads under a guid, of a version or (0) the newest; null where there is nothing of theirs.</summary>
    internal static Found? Find(Store.Database.Db db, Guid destination, string guid, int version, Instant now)
    {
        var rows = PullDeliveries.OfGuid(db, destination, guid);
        if (rows.Count == 0 || WireAccess.Of(db, destination, now) is not { } access) return null;
        if (rows.Find(r => r.Delivery.IsWithdrawal) is { } withdrawal && rows[0].Standing.Status != PubStatus.Usable)
            return version == 0 || version == withdrawal.Delivery.Version ? new(withdrawal, false)
                : rows.Exists(r => r.Delivery.Version == version) ? new(withdrawal, false, Withdrawn(withdrawal)) : null;
        var row = version == 0 ? rows.Find(r => MayNow(r)) : rows.Find(r => r.Delivery.Version == version && MayNow(r));
        return row is null ? null : new(row, !row.Standing.Embargo.IsUsable(now));

        // An older version is read by whoever was given it; what was never given goes only as the newest.
        bool MayNow(Ready r) => !r.Delivery.IsWithdrawal && (r.WasGiven || r.Delivery.Version == r.Standing.Version) && WireFeed.May(db, access, r, now);
    }

    private static WireProblem Withdrawn(Ready withdrawal) => new("withdrawn",
        $"The item was withdrawn with version {withdrawal.Delivery.Version.ToString(CultureInfo.InvariantCulture)}. Read that version: it says what to do. Remove what you have of it.");

    private WireAnswer Rendered(Found found, IWireWriter writer)
    {
        var (story, version) = (found.Ready.Delivery.Story, found.Ready.Delivery.Version);
        var rendition = renditions.Of(story, version, writer.Name);
        if (!rendition.IsDone) return found.Ready.Delivery.IsWithdrawal ? Withdrawn(found.Ready) : WireProblem.Unknown;
        var headers = new List<(string, string)>
        {
            ("Dateline-Version", version.ToString(CultureInfo.InvariantCulture)),
            ("Dateline-Status", found.Ready.Delivery.IsWithdrawal ? found.Ready.Delivery.Action == ReleaseAction.Hold ? "withheld" : "canceled" : "usable"),
        };
        if (found.IsEmbargoed) headers.Add(("Dateline-Embargoed", found.Ready.Standing.Embargo.Until is { } until ? until.ToString() : "further-notice"));
        return new WireAnswer(rendition.Value.Bytes, rendition.Value.ContentType) { Headers = headers };
    }

    /// <summary>By name, else by what the client accepts, else ninjs, or what the contract names first: of <paramref name="formats"/>, those that may be read.</summary>
    private static (IWireWriter? Writer, WireProblem? Problem) Writer(WireCall call, IReadOnlyList<IWireWriter> formats)
    {
        if (call.Text("format") is { } name) return Named(name, formats);
        var usual = formats.FirstOrDefault(static w => w.Name == "ninjs-3.1") ?? formats[0];
        if (call.Http.Request.Headers.Accept.Count == 0) return (usual, null);
        if (!MediaTypeHeaderValue.TryParseList(call.Http.Request.Headers.Accept, out var accepted)) return (null, new("not-acceptable", "The Accept header can't be read."));
        foreach (var one in accepted.Where(static a => a.Quality is not 0).OrderByDescending(static a => a.Quality ?? 1))
        {
            if (one.MatchesAllTypes) return (usual, null);
            if (one.MatchesMediaType(MediaTypeHeaderValue.Parse(usual.ContentType).MediaType)) return (usual, null);
            if (formats.FirstOrDefault(w => one.MatchesMediaType(MediaTypeHeaderValue.Parse(w.ContentType).MediaType)) is { } writer) return (writer, null);
        }
        return (null, new("not-acceptable", $"Nothing of what you accept is written for you. There are: {string.Join(", ", formats.Select(static w => MediaTypeHeaderValue.Parse(w.ContentType).MediaType.Value).Distinct())}."));
    }

    private static (IWireWriter? Writer, WireProblem? Problem) Named(string name, IReadOnlyList<IWireWriter> formats)
    {
        if (formats.FirstOrDefault(w => w.Name == name) is { } named) return (named, null);
        var there = string.Join(", ", formats.Select(static w => w.Name));
        return (null, WireFormats.Writer(name) is null ? new("format-unknown", $"There is no such format. There are: {there}.") : new("format-not-yours", $"Your contract does not name this format. It names: {there}."));
    }
}
