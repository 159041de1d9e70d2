using System.Globalization;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Staff;
using Dateline.Store.Database;
using Dateline.Store.House;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Desks;

/// <summary>
/// What a desk has to come, line by line: from its stories and from what is only promised. It prints, and it goes out as an advisory, to editors and never to readers.
/// Beside it the note that one shift leaves to the next.
/// </summary>
internal static class DayBudget
{
    private const string Tag = "Handover";
    internal const string DayForm = "yyyy-MM-dd";
    internal const int LongestNote = 8000;
    internal const int MostWords = 100_000;

    private static readonly Shape Line = Shape.Object(
        ("id", Shape.Id("Its id")),
        ("story", Shape.Id("The story it is about; not there: it is not begun")),
        ("slug", Shape.Text("The slug")),
        ("line", Shape.Text("What it will say")),
        ("words", Shape.Number("How long")),
        ("due", Shape.Time("When it is promised")),
        ("photos", Shape.Flag("There are photos")));

    private static readonly Shape Note = Shape.Object(("at", Shape.Time("When it was written")), ("by", Shape.Text("Who wrote it")), ("text", Shape.Text("What is to be known")));

    internal static void Map(ApiMap api)
    {
        api.Get("desks/{code}/budget", Scopes.Read, List, new("budgetRead", Tag, "Read a desk's budget of a day") { Query = [("day", "The desk's own day, yyyy-MM-dd; today if not stated")], Answers = Shape.Page(Line), Codes = ["query-bad"] });
        api.Post("desks/{code}/budget", Scopes.Write, Add, new("budgetAdd", Tag, "Add a line to a desk's budget")
        {
            Description = "Of a story: its slugline, its headline and its length, save what is stated.",
            Status = 201,
            Body = Shape.Object(("day", Shape.Text("yyyy-MM-dd; today if not stated")), ("story", Shape.Id("The story it is about")), ("slug", Shape.Text("The slug")), ("line", Shape.Text("What it will say")), ("words", Shape.Number("How long")), ("due", Shape.Time("When it is promised")), ("photos", Shape.Flag("There are photos"))),
            Example = """{"slug":"PORT-STRIKE","line":"Dockers vote on the offer","words":500,"due":"2026-08-24T19:00:00Z"}""",
            Answers = Line,
            Codes = ["query-bad", "story-unknown"],
        });
        api.Put("desks/{code}/budget/{id}", Scopes.Write, Change, new("budgetChange", Tag, "Change a line of a desk's budget")
        {
            Description = "Replaces what the line says; its day and its story stay.",
            Body = Shape.Object(("slug", Shape.Text("The slug")), ("line", Shape.Text("What it will say")), ("words", Shape.Number("How long")), ("due", Shape.Time("When it is promised")), ("photos", Shape.Flag("There are photos"))).Needing("slug", "line"),
            Example = """{"slug":"PORT-STRIKE","line":"Dockers accept the offer","words":600,"due":"2026-08-24T20:00:00Z"}""",
            Answers = Line,
            Codes = ["unknown"],
        });
        api.Delete("desks/{code}/budget/{id}", Scopes.Write, Remove, new("budgetRemove", Tag, "Take a line from a desk's budget") { Status = 204, Codes = ["unknown"] });
        api.Post("desks/{code}/budget/advisory", Scopes.Write, Advise, new("budgetAdvisory", Tag, "Make an advisory of a desk's budget")
        {
            Description = "A draft that speaks to editors only: look it over, then send it like any story. Lines of stories under embargo are left out: it reaches desks and clients to whom those stories are not there yet.",
            Status = 201,
            Body = Shape.Object(("day", Shape.Text("yyyy-MM-dd; today if not stated"))),
            Example = """{"day":"2026-08-24"}""",
            Answers = Shapes.Story,
            Codes = ["query-bad", "unknown"],
        });
        api.Get("desks/{code}/note", Scopes.Read, call => call.Read(db => Answer.List(Handovers.Notes(db, call.Part("code"), 20), WriteNote)), new("handoverRead", Tag, "Read what a desk's shifts left to the next, the newest first") { Answers = Shape.Page(Note) });
        api.Put("desks/{code}/note", Scopes.Write, Leave, new("handoverLeave", Tag, "Leave a note to a desk's next shift")
        {
            Body = Shape.Object(("text", Shape.Text("What is to be known"))).Needing("text"),
            Example = """{"text":"Dockers vote at 19:00; Sam has the mobile of the union."}""",
            Answers = Note,
            Codes = ["query-bad"],
        });
    }

    /// <summary>A day as it is stated; today in the desk's zone where it is not; null where it is none.</summary>
    internal static string? DayOf(string? stated, NewsroomOptions options, Instant now) =>
        string.IsNullOrEmpty(stated) ? TimeZoneInfo.ConvertTime(now.ToDateTimeOffset(), options.TimeZone).ToString(DayForm, CultureInfo.InvariantCulture)
        : DateOnly.TryParseExact(stated, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? stated : null;

    /// <summary>A day's lines, without those of stories that are not there for whoever asks.</summary>
    internal static List<BudgetLine> Lines(Db db, string desk, string day, Func<Story, bool> sees) =>
        [.. Handovers.Budget(db, desk, day).Where(l => l.Story is not { } id || StoryTable.Find(db, id) is not { } story || sees(story))];

    /// <summary>Those lines of a day that may stand in an advisory: it reaches desks and clients to whom a story under embargo is not there, and would carry its headline to them.</summary>
    private static List<BudgetLine> Told(Db db, string desk, string day, Instant now) =>
        [.. Handovers.Budget(db, desk, day).Where(l => l.Story is not { } id || StoryTable.Find(db, id) is not { } story || !IsSecret(story, now))];

    /// <summary>Whether nothing may be told of a story outside of those to whom it is there.</summary>
    internal static bool IsSecret(Story story, Instant now) => story.Standing.State == StoryState.TakenDown || !story.Standing.Embargo.IsUsable(now);

    /// <summary>A day's line as it is to be; null where the desk has none of that id for whoever asks.</summary>
    internal static BudgetLine? Changed(StoreTransaction tx, string desk, Guid id, Func<BudgetLine, BudgetLine> change, string who, Func<Story, bool> sees)
    {
        if (Find(tx.Db, desk, id, sees) is not { } line) return null;
        line = change(line);
        Handovers.Save(tx, line, who);
        return line;
    }

    /// <summary>A line of a desk; null where it has none of that id for whoever asks.</summary>
    internal static BudgetLine? Find(Db db, string desk, Guid id, Func<Story, bool> sees) =>
        Handovers.Line(db, desk, id) is { } line && (line.Story is not { } about || StoryTable.Find(db, about) is not { } story || sees(story)) ? line : null;

    /// <summary>Writes a line; of a story, what is not stated is the story's own. Null: there is no such story for whoever asks.</summary>
    internal static BudgetLine? Put(StoreTransaction tx, BudgetLine line, string who, Func<Story, bool> sees)
    {
        if (line.Story is { } id)
        {
            if (StoryTable.Find(tx.Db, id) is not { } story || story.Standing.State == StoryState.TakenDown || !sees(story)) return null;
            line = line with
            {
                Slug = line.Slug.Length > 0 ? line.Slug : story.Content.Slugline?.Text ?? "–",
                Line = line.Line.Length > 0 ? line.Line : story.Content.Dek ?? story.Content.Headline?.Text ?? "–",
                Words = line.Words ?? (story.Content.Body.WordCount is > 0 and var words ? words : null),
                Photos = line.Photos || story.Content.Pictures.Count > 0,
            };
        }
        Handovers.Save(tx, line, who);
        return line;
    }

    /// <summary>Begins an advisory of a day's budget, without what is under embargo, with the newsroom's times; null where nothing of the budget may be told.</summary>
    internal static Story? Advisory(StoreTransaction tx, string desk, string day, StaffWords words, string who)
    {
        var lines = Told(tx.Db, desk, day, tx.Now);
        if (lines.Count == 0) return null;
        var language = Language.From(words.Tag);
        var content = new StoryContent
        {
            Language = language,
            Slugline = Slugline.From("BUDGET-" + desk.ToUpperInvariant()),
            Headline = Headline.From(words.Fill("budget-headline", words.Day(DateOnly.ParseExact(day, DayForm, CultureInfo.InvariantCulture)))),
            Body = StoryHtml.FromParagraphs(lines.Select(l => Told(l, words))),
        };
        var story = Releases.NewStory(tx, ItemKind.Text, content) with { Desk = desk, Stage = "working", Standing = Standing.NeverSent with { State = StoryState.Working, IsAdvisory = true } };
        story = StoryTable.Keep(tx, story, who, "save");
        StoryTable.Insert(tx, story);
        tx.Audit(who, "budget-advisory", story.Guid, $"{desk} {day}");
        return story;
    }

    private static string Told(BudgetLine line, StaffWords words) => string.Join(" ", new[]
    {
        $"{line.Slug} — {line.Line.TrimEnd('.')}.",
        line.Words is { } count ? words.Count("budget-words", count) : null,
        line.Due is { } due ? words.Fill("budget-due", $"{words.Moment(due)} {words.Zone(due)}") : null,
        line.Photos ? words["budget-photos"] + "." : null,
    }.OfType<string>());

    private static Problem BadDay => new("query-bad", "A day is written as yyyy-MM-dd, a desk in lower-case letters, digits and hyphens. Nothing was done.", "/day");

    private static bool TryPlace(ApiCall call, string? stated, out string desk, out string day)
    {
        (desk, day) = (call.Part("code"), DayOf(stated, call.Options, call.Now) ?? "");
        return OutputCodes.Is(desk) && day.Length > 0;
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => TryPlace(call, call.Query("day"), out var desk, out var day) ? Answer.List(Lines(db, desk, day, call.Sees), Write) : BadDay);

    private static async Task<Answer> Add(ApiCall call)
    {
        var body = call.Body;
        var stated = body.Line("day", 10);
        var story = body.Line("story", 80);
        var (slug, text, words, due, photos) = (body.Line("slug", 80) ?? "", body.Line("line") ?? "", body.Number("words"), body.Time("due"), body.Flag("photos"));
        if (body.End() is { } problem) return problem;
        if (!TryPlace(call, stated, out var desk, out var day)) return BadDay;
        if (call.WhyNotOn(desk, Scopes.Write) is { } refused) return refused;
        Guid? id = ApiCall.TryId(story, out var known) ? known : null;
        if (story is null && (slug.Length == 0 || text.Length == 0)) return new Problem("wrong-type", "A line needs a slug and what it will say, or a story. Nothing was saved.", slug.Length == 0 ? "/slug" : "/line");
        if (story is not null && id is null) return ApiCall.NoStory;
        if (words > MostWords) return TooLong;
        return await call.Write(tx => Put(tx, new BudgetLine { Id = tx.Ids.NewId(), Desk = desk, Day = day, Story = id, Slug = slug, Line = text, Words = words, Due = due, Photos = photos }, call.Who, call.Sees) is { } line
            ? Answer.Created($"{ApiMap.Root}desks/{desk}/budget/{line.Id:D}", json => Write(json, line))
            : ApiCall.NoStory).ConfigureAwait(false);
    }

    private static async Task<Answer> Change(ApiCall call)
    {
        var body = call.Body;
        var (slug, text, words, due, photos) = (body.Required("slug", 80), body.Required("line"), body.Number("words"), body.Time("due"), body.Flag("photos"));
        if (body.End() is { } problem) return problem;
        if (call.WhyNotOn(call.Part("code"), Scopes.Write) is { } refused) return refused;
        if (words > MostWords) return TooLong;
        return await call.Write(tx => call.Id is { } id && Changed(tx, call.Part("code"), id, l => l with { Slug = slug, Line = text, Words = words, Due = due, Photos = photos }, call.Who, call.Sees) is { } line
            ? Answer.Ok(json => Write(json, line))
            : NoLine).ConfigureAwait(false);
    }

    private static Problem TooLong => new("number-range", "No story is as long as that. Nothing was saved.", "/words");

    private static Problem NoLine => new("unknown", "There is no such line. Nothing has changed.");

    private static Task<Answer> Remove(ApiCall call) => call.Write(tx =>
        call.WhyNotOn(call.Part("code"), Scopes.Write) is { } refused ? refused
        : call.Id is { } id && Find(tx.Db, call.Part("code"), id, call.Sees) is not null && Handovers.Remove(tx, call.Part("code"), id, call.Who) ? Answer.NoContent : NoLine);

    private static async Task<Answer> Advise(ApiCall call)
    {
        var body = call.Body;
        var stated = body.Line("day", 10);
        if (body.End() is { } problem) return problem;
        if (!TryPlace(call, stated, out var desk, out var day)) return BadDay;
        if (call.WhyNotOn(desk, Scopes.Write) is { } refused) return refused;
        var words = StaffWords.For(call.Http.Request, call.Options).At(call.Options.TimeZone);
        return await call.Write(tx => Advisory(tx, desk, day, words, call.Who) is { } story
            ? Answer.Created($"{ApiMap.Root}stories/{story.Id:D}", json => call.Stories(tx.Db).Whole(json, story))
            : new Problem("unknown", "The budget has no line that may be told: it is empty, or its stories are under embargo. Nothing was made.")).ConfigureAwait(false);
    }

    private static async Task<Answer> Leave(ApiCall call)
    {
        var body = call.Body;
        var text = body.Text("text", LongestNote);
        if (body.End() is { } problem) return problem;
        if (string.IsNullOrWhiteSpace(text)) return new Problem("wrong-type", "A note needs a text. Nothing was saved.", "/text");
        if (!OutputCodes.Is(call.Part("code"))) return BadDay;
        if (call.WhyNotOn(call.Part("code"), Scopes.Write) is { } refused) return refused;
        return await call.Write(tx =>
        {
            Handovers.Leave(tx, call.Part("code"), call.Who, text.Trim());
            return Answer.Ok(json => WriteNote(json, new HandoverNote(tx.Now, call.Who, text.Trim())));
        }).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, BudgetLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Id);
        if (line.Story is { } story) json.WriteString("story", story);
        json.WriteString("slug", line.Slug);
        json.WriteString("line", line.Line);
        if (line.Words is { } words) json.WriteNumber("words", words);
        StoryAnswer.Time(json, "due", line.Due);
        json.WriteBoolean("photos", line.Photos);
        json.WriteEndObject();
    }

    private static void WriteNote(Utf8JsonWriter json, HandoverNote note)
    {
        json.WriteStartObject();
        json.WriteString("at", note.At.ToString());
        json.WriteString("by", note.Who);
        json.WriteString("text", note.Text);
        json.WriteEndObject();
    }
}
