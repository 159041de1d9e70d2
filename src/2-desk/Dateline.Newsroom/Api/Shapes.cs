using Dateline.News;

namespace Dateline.Newsroom.Api;

/// <summary>The forms that many endpoints share: the components of the OpenAPI document.</summary>
internal static class Shapes
{
    internal static readonly Shape Content = Shape.Ref("StoryContent");
    internal static readonly Shape Story = Shape.Ref("Story");
    internal static readonly Shape Summary = Shape.Ref("StorySummary");
    internal static readonly Shape Version = Shape.Ref("Version");
    internal static readonly Shape Revision = Shape.Ref("Revision");
    internal static readonly Shape Problem = Shape.Ref("Problem");
    internal static readonly Shape Note = Shape.Ref("Note");
    internal static readonly Shape Released = Shape.Ref("Released");
    internal static readonly Shape LogRow = Shape.Ref("LogRow");

    /// <summary>Every component by name.</summary>
    internal static IReadOnlyDictionary<string, Shape> All { get; } = new Dictionary<string, Shape>(StringComparer.Ordinal)
    {
        ["StoryContent"] = ContentShape(),
        ["StorySummary"] = SummaryShape(),
        ["Story"] = StoryShape(),
        ["Version"] = VersionShape(),
        ["Revision"] = Shape.Object(("number", Shape.Number("1, 2, 3 …")), ("at", Shape.Time("When it was saved")), ("by", Shape.Text("Who saved it")), ("why", Shape.Text("save, conflict, locked, lock-broken, scheduled, sent")), ("content", Content)),
        ["Released"] = ReleasedShape(),
        ["LogRow"] = LogRowShape(),
        ["Note"] = Shape.Object(("code", Shape.Text("A stable code")), ("pointer", Shape.Text("Where")), ("detail", Shape.Text("What, in a sentence"))),
        ["Problem"] = ProblemShape(),
    };

    internal static string[] Names<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(StoryJson.Name)];

    private static Shape ContentShape()
    {
        var concept = Shape.Object(("code", Shape.Text("A QCode (\"medtop:20000638\"), a URI or a literal")), ("name", Shape.Text("Its name"))).Needing("code");
        var place = Shape.Object(("name", Shape.Text("Its name")), ("code", Shape.Text("A code or URI")), ("country", Shape.Text("The country"))).Needing("name");
        return Shape.Object(
            ("language", Shape.Text("BCP 47 (\"en\", \"fr-CA\")")),
            ("headline", Shape.Text("One line, no markup")),
            ("dek", Shape.Text("The summary under the headline")),
            ("slugline", Shape.Text("By which a desk follows the story; readers never see it")),
            ("takeKey", Shape.Text("\"2nd Writethru\"")),
            ("bylines", Shape.List(Shape.Object(("name", Shape.Text("Without \"By\"")), ("title", Shape.Text("Title or organisation")), ("code", Shape.Text("A code or URI"))).Needing("name"))),
            ("dateline", Shape.Text("\"KESSEL, Aug. 24 (NP)\", without the dash")),
            ("located", place),
            ("places", Shape.List(place, "What it is about")),
            ("urgency", Shape.Number("1 (flash) to 9")),
            ("genres", Shape.List(concept)),
            ("subjects", Shape.List(concept)),
            ("keywords", Shape.List(Shape.Text("One keyword"))),
            ("body", Shape.Text("The text as HTML. What is not in the allow-list is taken out, and a note says so")),
            ("preformatted", Shape.Flag("Whether line breaks and columns matter")),
            ("edNote", Shape.Text("To clients' editors; readers never see it")),
            ("staffNote", Shape.Text("To staff only; it never leaves the newsroom")),
            ("credit", Shape.Text("The credit line of the text's owner")),
            ("withFilesFrom", Shape.List(Shape.Object(("name", Shape.Text("Person or organisation")), ("place", Shape.Text("Where they were"))).Needing("name"))),
            ("rights", Shape.Object(("holder", Shape.Text("The copyright holder")), ("notice", Shape.Text("The copyright line")), ("usageTerms", Shape.Text("In words")), ("noWeb", Shape.Flag("Never on a public site")), ("expires", Shape.Time("From then on it may not be shown")), ("mandatoryCredit", Shape.Text("The credit that must stand")), ("territories", Shape.List(Shape.Text("A country code"))), ("notForClientClasses", Shape.List(Shape.Text("\"tv\""))))),
            ("pictures", Shape.List(Shape.Any("guid, caption, credit, alt, headline, rights, renditions"))),
            ("groups", Shape.List(Shape.Any("What a package holds: id, role, root, items, groups"))));
    }

    private static Shape SummaryShape() => Shape.Object(
        ("id", Shape.Id("Its id in this API")),
        ("guid", Shape.Text("Its identity on the wire, for life")),
        ("chain", Shape.Id("The chain it belongs to")),
        ("kind", Shape.OneOf("What it is", Names<ItemKind>())),
        ("state", Shape.OneOf("Where it stands", Names<StoryState>())),
        ("version", Shape.Number("The newest version on the wire; 0: never sent")),
        ("status", Shape.OneOf("What may be done with that version", Names<PubStatus>())),
        ("desk", Shape.Text("Who has it")),
        ("stage", Shape.Text("incoming, working, ready, sent")),
        ("slugline", Shape.Text("The slugline")),
        ("headline", Shape.Text("The headline")),
        ("language", Shape.Text("BCP 47")),
        ("urgency", Shape.Number("1 to 9")),
        ("advisory", Shape.Flag("It speaks to editors only")),
        ("usableFrom", Shape.Text("The embargo: a time, or \"until-further-notice\"")),
        ("lock", Shape.Object(("by", Shape.Text("Who edits it")), ("name", Shape.Text("Who edits it, by name: a person, or a key")), ("at", Shape.Time("Since when")))),
        ("markedFor", Shape.Text("For whom it is marked, by pseudonym")),
        ("source", Shape.Text("The source it came from")),
        ("created", Shape.Time("When it was begun or came in")),
        ("updated", Shape.Time("When it last changed in any way")),
        ("page", Shape.Text("The path of its public page")));

    private static Shape StoryShape() => SummaryShape() with
    {
        Members =
        [
            .. SummaryShape().Members,
            ("revision", Shape.Number("The newest saved revision")),
            ("contentTag", Shape.Text("Names the text: send it back as If-Match when you save")),
            ("standing", Shape.Object(("noWeb", Shape.Flag("Its terms forbid the web")), ("expires", Shape.Time("Its terms end")), ("publicSince", Shape.Time("From when the public may see it")), ("firstSent", Shape.Time("Version 1")), ("lastSent", Shape.Time("The newest version")))),
            ("gate", Shape.Object(("public", Shape.Text("What the gate answers the public now")), ("changesAt", Shape.Time("When that may change by time alone")))),
            ("links", Shape.List(Shape.Object(("kind", Shape.OneOf("How they relate", Names<LinkKind>())), ("guid", Shape.Text("The other's guid")), ("story", Shape.Id("The other's id, where it is here"))))),
            ("scheduled", Shape.List(Shape.Object(("kind", Shape.Text("usable, send, expires")), ("at", Shape.Time("When"))))),
            ("translationOf", Editing.StoryTranslation.OfShape),
            ("legal", Editing.StoryChecking.LegalShape),
            ("secondReader", Editing.StoryChecking.ReadingShape),
            ("asked", Editing.StoryAsking.AskedShape),
            ("reinstatement", Sending.Reinstating.AskedShape),
            ("openRemarks", Shape.Number("How many remarks nobody has seen to")),
            ("actions", Shape.List(Shape.Text("An action that its standing allows now"))),
            ("content", Content),
        ],
    };

    private static Shape VersionShape() => Shape.Object(
        ("number", Shape.Number("1, 2, 3 …")),
        ("position", Shape.Number("Its row on the wire log")),
        ("at", Shape.Time("When it was sent")),
        ("action", Shape.OneOf("By which action", Names<ReleaseAction>())),
        ("status", Shape.OneOf("What may be done with it", Names<PubStatus>())),
        ("signals", Shape.List(Shape.Text("\"sig:correction\""))),
        ("usableFrom", Shape.Text("The embargo")),
        ("edNote", Shape.Text("The note to clients' editors")),
        ("reason", Shape.Text("Why it was held, killed or taken down")),
        ("notice", Shape.Object(("kind", Shape.OneOf("Which kind", Names<NoticeKind>())), ("text", Shape.Text("What readers were told")), ("at", Shape.Time("When")))),
        ("sealed", Shape.Flag("Its text is sealed")),
        ("content", Content));

    private static Shape ReleasedShape() => Shape.Object(
        ("released", Shape.List(Shape.Object(("story", Shape.Id("The story")), ("guid", Shape.Text("Its guid")), ("version", Shape.Number("Its version now")), ("position", Shape.Number("Its row on the wire log")), ("action", Shape.Text("What was done"))), "The story first; then those that went the same way")),
        ("leftOut", Shape.List(Shape.Object(("story", Shape.Id("The story")), ("code", Shape.Text("Why")), ("detail", Shape.Text("Why, in a sentence"))), "Stories named in also that did not go")),
        ("scheduled", Shape.Time("When it will go, with sendAt")),
        ("undoUntil", Shape.Time("When it will go, with undo; until then cancel-schedule takes it back")),
        ("notes", Shape.List(Note)),
        ("story", Story));

    private static Shape LogRowShape() => Shape.Object(
        ("position", Shape.Number("1, 2, 3 … without gaps")),
        ("at", Shape.Time("When it was written")),
        ("action", Shape.OneOf("What was done", Names<ReleaseAction>())),
        ("story", Shape.Id("The story")),
        ("guid", Shape.Text("Its guid")),
        ("version", Shape.Number("The version that stands after it")),
        ("status", Shape.Text("What may be done with that version")),
        ("usableFrom", Shape.Text("The embargo")),
        ("by", Shape.Text("Who, by pseudonym")),
        ("reason", Shape.Text("Why, where a reason was given")),
        ("slugline", Shape.Text("As it is now")),
        ("headline", Shape.Text("As it is now")),
        ("hash", Shape.Text("The chain's hash after it, hex")),
        ("canonical", Shape.Text("The bytes that the hash vouches for, base64")));

    private static Shape ProblemShape() => Shape.Object(
        ("type", Shape.Text("urn:dateline:problem: and the code")),
        ("title", Shape.Text("The code in words")),
        ("status", Shape.Number("The HTTP status")),
        ("code", Shape.Text("Stable: act on this")),
        ("detail", Shape.Text("What happened, what is safe, what to do")),
        ("field", Shape.Text("The member it is about")),
        ("pointer", Shape.Text("The same as a JSON pointer")),
        ("keptAs", Shape.Number("The revision as which a text that lost was kept"))).Needing("type", "title", "status", "code", "detail");
}
