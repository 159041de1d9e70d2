using System.Globalization;
using System.Text.Json;

namespace Dateline.Proofs.Kills;

/// <summary>How a story of the desk stands, as far as the proof knows.</summary>
internal enum Stands { Draft, Scheduled, Out, Held, Off, Killed, TakenDown }

/// <summary>A desk that writes, sends, schedules, embargoes, corrects, holds and kills stories by the API. A story has one desk, so it is known what it must be.</summary>
internal sealed class DeskWorker(Ledger ledger, Dice dice, string name, string secondKey) : Worker(ledger, dice)
{
    private readonly List<Piece> _pieces = [];
    private int _number;

    protected override Deed? Next()
    {
        if (_pieces.Count == 0 || Dice.Below(5) == 0) return Begin();
        var piece = Dice.One(_pieces);
        return piece.Stands switch
        {
            Stands.Draft => First(piece),
            Stands.Scheduled => DateTimeOffset.UtcNow > piece.SendAt ? Look(piece) : null,
            Stands.Out => Out(piece),
            Stands.Held => Dice.Below(4) switch { 0 => Kill(piece), 1 => Correct(piece), _ => Act(piece, "send-as-was", Stands.Out) },
            Stands.Off => Dice.Below(3) == 0 ? Kill(piece) : Act(piece, "republish", Stands.Out, sameVersion: true),
            Stands.Killed => Dice.Below(8) == 0 && !piece.IsBack ? Reinstate(piece) : Look(piece),
            _ => Look(piece),
        };
    }

    internal override Deed? Check() => _pieces.Count == 0 ? null : Dice.Below(2) == 0 ? Look(Dice.One(_pieces)) : Read(Dice.One(_pieces));

    /// <summary>Everything there is, looked at in turn.</summary>
    internal IEnumerable<Deed> CheckAll() => _pieces.SelectMany(p => new[] { Look(p), Read(p) }).OfType<Deed>();

    private Deed Begin()
    {
        var piece = new Piece { Headline = string.Create(CultureInfo.InvariantCulture, $"Harbour report {name} {++_number}") };
        return new Deed($"begin \"{piece.Headline}\"", HttpMethod.Post, "/api/v1/stories", heard =>
        {
            if (!heard.IsDone) { Ledger.Wrong($"a story could not be begun: {heard.Status} {heard.Text}"); return; }
            piece.Id = (string)heard.Json["id"]!;
            _pieces.Add(piece);
        })
        { Body = Deed.Json(json => Content(json, piece.Headline)), Idempotency = Key() };
    }

    private Deed First(Piece piece)
    {
        var at = DateTimeOffset.UtcNow.AddMilliseconds(100 + Dice.Below(1500));
        return Dice.Below(4) switch
        {
            0 => Act(piece, "schedule", Stands.Scheduled, json => json.WriteString("sendAt", Text(at)), sameVersion: true, done: () => piece.SendAt = at),
            1 => Act(piece, "embargo", Stands.Out, json => json.WriteString("usableFrom", Text(at)), done: () => piece.UsableFrom = at),
            _ => Act(piece, "publish", Stands.Out, done: () => piece.WasPublic = true),
        };
    }

    private Deed? Out(Piece piece)
    {
        if (piece.UsableFrom == DateTimeOffset.MaxValue) return Act(piece, "lift", Stands.Out, done: () => { piece.UsableFrom = null; piece.WasPublic = true; });
        return Dice.Below(9) switch
        {
            0 or 1 => NewText(piece, "writethru"),
            2 => Correct(piece),
            3 => Act(piece, "refile", Stands.Out, json => json.WriteString("edNote", "Fixes a code")),
            4 => Act(piece, "hold", Stands.Held, json => json.WriteString("reason", "Doubts")),
            5 => Kill(piece),
            6 => Act(piece, "unpublish", Stands.Off, sameVersion: true),
            7 => Act(piece, "change-embargo", Stands.Out, json => json.WriteString("usableFrom", "until-further-notice"), done: () => piece.UsableFrom = DateTimeOffset.MaxValue),
            _ => Dice.Below(4) == 0 ? Act(piece, "takedown", Stands.TakenDown, json => json.WriteString("reason", "Court order")) : Read(piece),
        };
    }

    private Deed NewText(Piece piece, string action)
    {
        var headline = string.Create(CultureInfo.InvariantCulture, $"Harbour report {name} {++_number}");
        return Act(piece, action, Stands.Out, json => Content(json, headline), done: () => piece.Headline = headline);
    }

    private Deed Correct(Piece piece) => Act(piece, "correct", Stands.Out, json =>
    {
        json.WriteString("edNote", "CORRECTS sum");
        json.WriteStartObject("notice");
        json.WriteString("text", "The sum is 22 million.");
        json.WriteEndObject();
    });

    /// <summary>A kill, sometimes with another story beside it.</summary>
    private Deed Kill(Piece piece)
    {
        var beside = Dice.Below(3) == 0 ? _pieces.Find(p => p != piece && p.Stands is Stands.Out or Stands.Held) : null;
        return Act(piece, "kill", Stands.Killed, json =>
        {
            json.WriteString("reason", "The document was forged");
            if (beside is null) return;
            json.WriteStartArray("also");
            json.WriteStringValue(beside.Id);
            json.WriteEndArray();
        }, done: () =>
        {
            Bury(piece);
            if (beside is null) return;
            (beside.Stands, beside.Version, beside.Changed) = (Stands.Killed, beside.Version + 1, DateTimeOffset.UtcNow);
            Bury(beside);
        });
    }

    private void Bury(Piece piece)
    {
        if (piece is { WasPublic: true, Page: { } page }) Ledger.Gone.Add(page);
    }

    private Deed Reinstate(Piece piece)
    {
        piece.IsBack = true;
        // Under the embargo that it was killed under.
        var back = new Piece { Headline = piece.Headline, Version = 1, Stands = Stands.Out, UsableFrom = piece.UsableFrom, WasPublic = piece.UsableFrom is null };
        return Post(piece, "reinstate", json => json.WriteString("reason", "Confirmed by the court"), heard =>
        {
            back.Changed = heard.Answered;
            back.Id = (string)heard.Json["story"]!["id"]!;
            back.Page = (string?)heard.Json["story"]!["page"];
            if (back.Id == piece.Id) Ledger.Wrong($"the killed story {piece.Id} came back under its own id");
            _pieces.Add(back);
        }) with
        { SecondKey = secondKey };
    }

    private Deed Act(Piece piece, string action, Stands after, Action<Utf8JsonWriter>? more = null, bool sameVersion = false, Action? done = null)
    {
        var version = piece.Version + (sameVersion ? 0 : 1);
        return Post(piece, action, more, heard =>
        {
            (piece.Stands, piece.Version, piece.Changed) = (after, version, heard.Answered);
            piece.Page = (string?)heard.Json["story"]!["page"] ?? piece.Page;
            done?.Invoke();
            Compare(piece, heard.Json["story"]!, action);
        });
    }

    private Deed Post(Piece piece, string action, Action<Utf8JsonWriter>? more, Action<Heard> then) =>
        new($"{action} of {piece.Id}", HttpMethod.Post, $"/api/v1/stories/{piece.Id}/actions/{action}", heard =>
        {
            // A schedule that was lost in a crash may be asked for again when its moment is over.
            if (heard.Code == "send-at-past") return;
            // Whether a client has the story by now is the dispatcher's doing: then it is rightly refused.
            if (action == "unpublish" && heard.Code == "client-has-it") return;
            if (!heard.IsDone) { Ledger.Wrong($"{action} of story {piece.Id} at version {piece.Version} was refused: {heard.Status} {heard.Text}"); return; }
            if (heard.Json["released"] is { } released)
                foreach (var one in released.AsArray()) Ledger.Releases.Add((Guid.Parse((string)one!["story"]!), (int)one["version"]!, (long)one["position"]!));
            then(heard);
        })
        {
            Body = Deed.Json(json =>
            {
                if (action is not ("hold" or "kill" or "takedown")) json.WriteNumber("expectedVersion", piece.Version);
                more?.Invoke(json);
            }),
            Idempotency = Key(),
        };

    /// <summary>What the newsroom says of it.</summary>
    private Deed Look(Piece piece) => new($"look at {piece.Id}", HttpMethod.Get, "/api/v1/stories/" + piece.Id, heard =>
    {
        if (!heard.IsDone) { Ledger.Wrong($"story {piece.Id} was acknowledged and is not there: {heard.Status}"); return; }
        if (piece.Stands == Stands.Scheduled) Fired(piece, heard);
        Compare(piece, heard.Json, "look");
    });

    /// <summary>A scheduled story goes at its moment, or within five seconds of the server's start where that was later.</summary>
    private void Fired(Piece piece, Heard heard)
    {
        if ((int)heard.Json["version"]! == 1)
        {
            if (heard.Answered < piece.SendAt) Ledger.Wrong($"story {piece.Id} went before its moment {Text(piece.SendAt)}");
            (piece.Stands, piece.Version, piece.WasPublic, piece.Page, piece.Changed) = (Stands.Out, 1, true, (string?)heard.Json["page"], heard.Answered);
        }
        else if (heard.Asked > Later(piece.SendAt, Up).AddSeconds(5))
        {
            Ledger.Wrong($"story {piece.Id} was to go at {Text(piece.SendAt)} and is still {heard.Json["state"]}");
        }
    }

    private void Compare(Piece piece, System.Text.Json.Nodes.JsonNode story, string when)
    {
        var (version, state) = ((int)story["version"]!, (string)story["state"]!);
        var expected = piece.Stands switch { Stands.Out => "published", Stands.Held => "onHold", Stands.Off => "unpublished", Stands.Killed => "killed", Stands.TakenDown => "takenDown", Stands.Scheduled => "scheduled", _ => state is "ready" or "draft" or "working" ? state : "draft" };
        if (version != piece.Version || state != expected) Ledger.Wrong($"after {when}, story {piece.Id} is {state} at version {version}; it must be {expected} at {piece.Version}");
        if (piece.Stands is Stands.Draft or Stands.Out && (string?)story["headline"] != piece.Headline) Ledger.Wrong($"after {when}, story {piece.Id} says \"{story["headline"]}\"; it must say \"{piece.Headline}\"");
    }

    /// <summary>What the public sees of it.</summary>
    private Deed? Read(Piece piece)
    {
        if (piece.Page is null || DateTimeOffset.UtcNow - piece.Changed < Lag) return Look(piece);
        return new Deed($"read {piece.Id}", HttpMethod.Get, piece.Page, heard =>
        {
            switch (piece.Stands)
            {
                case Stands.Out when piece.UsableFrom is { } from && heard.Answered < from:
                    if (heard.Status != 404) Ledger.Wrong($"story {piece.Id} is embargoed until {Text(from)} and its page answered {heard.Status} at {Text(heard.Answered)}");
                    break;
                case Stands.Out when piece.UsableFrom is not { } from || heard.Asked >= from.AddMilliseconds(100):
                    if (heard.Status != 200 || !heard.Text.Contains(piece.Headline, StringComparison.Ordinal)) Ledger.Wrong($"story {piece.Id} is out and its page answered {heard.Status} without \"{piece.Headline}\"");
                    if (piece.UsableFrom is not null) (piece.UsableFrom, piece.WasPublic) = (null, true);
                    break;
                case Stands.Killed or Stands.TakenDown:
                    // Embargoed until the kill, or ended just before it: the public may or may not have seen it.
                    if (heard.Status != 410 && (piece.WasPublic || heard.Status != 404)) Ledger.Wrong($"story {piece.Id} was killed and its page answered {heard.Status}");
                    break;
                case Stands.Held or Stands.Off:
                    if (heard.Status != 404) Ledger.Wrong($"story {piece.Id} is {piece.Stands} and its page answered {heard.Status}");
                    break;
            }
        });
    }

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"{name}-{Dice.Next():x16}");

    private static void Content(Utf8JsonWriter json, string headline)
    {
        json.WriteStartObject("content");
        json.WriteString("language", "en");
        json.WriteString("slugline", "HARBOUR-REPORT");
        json.WriteString("headline", headline);
        json.WriteString("body", "<p>Ferries left on time, the harbour master said.</p>");
        json.WriteEndObject();
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private sealed class Piece
    {
        internal string Id { get; set; } = "";
        internal required string Headline { get; set; }
        internal Stands Stands { get; set; }
        internal int Version { get; set; }
        internal string? Page { get; set; }
        internal DateTimeOffset SendAt { get; set; }
        internal DateTimeOffset? UsableFrom { get; set; }
        internal DateTimeOffset Changed { get; set; }
        internal bool WasPublic { get; set; }
        internal bool IsBack { get; set; }
    }
}
