using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Sending;

/// <summary>What may be done to a story now, and whom a kill would have to reach: what a send sheet shows before anything goes.</summary>
internal static class LegalActions
{
    internal static readonly ApiDoc Doc = new("actionList", "Sending", "What may be done now, and the chain that a kill would offer")
    {
        Description = "Each action with its scope, what it takes and needs, whether it is legal now, and if not, why. \"chain\" is what a hold or kill should take with it, all ticked, with who ever had it.",
        Answers = Shape.Object(
            ("version", Shape.Number("Send it back as expectedVersion")),
            ("contentTag", Shape.Text("Send it back to be sure of the text")),
            ("actions", Shape.List(Shape.Object(("action", Shape.Text("Its name")), ("scope", Shape.Text("The scope it asks for")), ("allowed", Shape.Flag("Whether your key has it")), ("legal", Shape.Flag("Whether the story allows it now")), ("code", Shape.Text("Why not")), ("detail", Shape.Text("Why not, in a sentence")), ("takes", Shape.List(Shape.Text("A member it takes"))), ("needs", Shape.List(Shape.Text("A member it needs"))), ("takeKey", Shape.Text("What the version would usually be called on the wire"))))),
            ("edited", Shape.Flag("Of a killed story: whether its text was changed since it last went out")),
            ("checks", House.ProfileList.UnmetShape),
            ("countriesUnstated", Shape.Number("How many active clients state no country, where usage terms name some: they do not get it")),
            ("had", Shape.List(Shape.Text("Who was ever attempted with any version"))),
            ("shownTo", Outside.DraftLinkList.ShownShape),
            ("chain", Shape.List(Shape.Object(("story", Shapes.Summary), ("why", Shape.OneOf("Why it is offered", ["chain", "package"])), ("ticked", Shape.Flag("Whether it goes unless someone says no")), ("had", Shape.List(Shape.Text("Who had it"))), ("shownTo", Outside.DraftLinkList.ShownShape))))),
        Codes = ["story-unknown"],
    };

    internal static Task<Answer> Read(ApiCall call) => call.ReadStory((db, story) => Answer.Ok(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", story.Standing.Version);
        json.WriteString("contentTag", StoryAnswer.Tag(story));
        json.WriteStartArray("actions");
        foreach (var action in SendAction.All) Write(json, db, call, story, action);
        json.WriteEndArray();
        if (story.Standing.State == StoryState.Killed) json.WriteBoolean("edited", StoryTable.NewestText(db, story.Id) is { Content: { } sent } && !StoryTable.Hash(sent).AsSpan().SequenceEqual(StoryTable.Hash(story.Content)));
        WriteChecks(json, db, story);
        if (story.Content.Rights.Territories.Count > 0) json.WriteNumber("countriesUnstated", Clients.All(db).Count(c => c.Country is null && c.StatusAt(call.Now) == ClientStatus.Active));
        WriteHad(json, db, story.Id);
        if (MayWithdraw(call, story)) Outside.DraftLinkList.WriteShown(json, db, story.Id);
        WriteChain(json, db, call, story);
        json.WriteEndObject();
    }));

    private static void Write(Utf8JsonWriter json, Db db, ApiCall call, Story story, SendAction action)
    {
        var whyNot = WhyNot(db, call, story, action);
        json.WriteStartObject();
        json.WriteString("action", action.Name);
        json.WriteString("scope", action.Scope);
        json.WriteBoolean("allowed", call.Rights.May(action.Scope, story.Desk));
        json.WriteBoolean("legal", whyNot is null);
        if (whyNot is not null)
        {
            json.WriteString("code", whyNot.Code);
            json.WriteString("detail", TheirWords.Why(call.Http, whyNot.Code, whyNot.Message));
        }
        Names(json, "takes", Enum.GetValues<Takes>().Where(t => t != Takes.Nothing && action.Takes.HasFlag(t)).Select(StoryJson.Name));
        Names(json, "needs", action.Needs);
        if (whyNot is null && action.Action is { } what && TakeKeys.For(db, story, what) is { } key) json.WriteString("takeKey", key);
        json.WriteEndObject();
    }

    /// <summary>Why it would be refused even with everything it needs.</summary>
    private static Refusal? WhyNot(Db db, ApiCall call, Story story, SendAction action)
    {
        if (action.Action is not { } what)
            return Timetable.OfStory(db, story.Id).Any(row => row.Kind == TimetableKind.Send) ? null : new("not-scheduled", "Nothing is scheduled for the story.");
        var order = new ReleaseOrder
        {
            Action = what,
            By = call.Who,
            Reason = "-",
            EdNote = "-",
            Notice = "-",
            SecondPerson = "-",
            UsableFrom = what == ReleaseAction.ChangeEmbargo ? story.Standing.Embargo.UntilFurtherNotice ? Embargo.At(Instant.FarFuture) : Embargo.FurtherNotice : null,
        };
        return Releases.WhyNot(db, story, order, call.Now);
    }

    private static void WriteChecks(Utf8JsonWriter json, Db db, Story story)
    {
        json.WriteStartArray("checks");
        foreach (var unmet in House.ProfileList.UnmetBy(db, story))
        {
            json.WriteStartObject();
            json.WriteString("field", unmet.Field);
            json.WriteString("code", unmet.Code);
            if (unmet.Limit is { } limit) json.WriteNumber("limit", limit);
            json.WriteBoolean("stops", unmet.Stops);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteChain(Utf8JsonWriter json, Db db, ApiCall call, Story story)
    {
        var answer = call.Stories(db);
        var chain = StoryTable.Chain(db, story.Chain).Where(s => s.Id != story.Id).ToList();
        var packages = PackagesHolding(db, [story, .. chain]);
        json.WriteStartArray("chain");
        foreach (var (other, why) in chain.Select(s => (s, "chain")).Concat(packages.Select(p => (p, "package"))))
        {
            json.WriteStartObject();
            json.WritePropertyName("story");
            answer.Summary(json, other);
            json.WriteString("why", why);
            json.WriteBoolean("ticked", true);
            WriteHad(json, db, other.Id);
            if (MayWithdraw(call, story)) Outside.DraftLinkList.WriteShown(json, db, other.Id);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Who outside has read it, and how they are reached, is for those who would have to tell them.</summary>
    private static bool MayWithdraw(ApiCall call, Story story) => call.Rights.May(Scopes.Hold, story.Desk) || call.Rights.May(Scopes.Kill, story.Desk) || call.Rights.May(Scopes.Takedown, story.Desk);

    private static IEnumerable<Story> PackagesHolding(Db db, IReadOnlyList<Story> chain) => chain
        .SelectMany(s => new[] { s.Guid, s.SourceGuid }).OfType<string>()
        .SelectMany(guid => StoryTable.Referring(db, guid)).Select(referring => referring.Story).Distinct()
        .Where(id => chain.All(s => s.Id != id))
        .Select(id => StoryTable.Find(db, id)).OfType<Story>()
        .Where(s => s.Kind == ItemKind.Package);

    private static void WriteHad(Utf8JsonWriter json, Db db, Guid story) => Names(json, "had", Recipients.Of(db, story));

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
