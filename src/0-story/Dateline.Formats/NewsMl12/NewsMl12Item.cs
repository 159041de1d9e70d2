using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>
/// Which of an item's components speaks for the story. The text is the best by role, and of equals the longest; its lines are those of its own component,
/// else of those around it, else what the NITF inside says. A text in another language is an item of its own, linked as a translation.
/// </summary>
internal static class NewsMl12Item
{
    internal static (IReadOnlyList<ReadItem> Items, string? Dialect) Settle(NewsMl12Draft item, WirePosition position)
    {
        NewsMl12Identity.ReadUpdate(item);
        NewsMl12Management.Settle(item);
        var texts = Texts(item.Root);
        var main = Main(texts, item);
        Tell(item, main);
        var dialect = Dialects.Settle(NewsMl12Dialects.All, item);
        NewsMl12Identity.Settle(item, position);
        NewsMl12Pictures.Settle(item, main?.Component);
        OpeningLines.Read(item);
        if (item is { Kind: ItemKind.Text, References: { } references } && main is null && item.Status == PubStatus.Usable) Pack(item, references);
        item.TakeKey ??= TakeKeys.In(item.EdNote, item.Slugline?.Text);
        item.Listen(position);
        var read = item.ToReadItem();
        return ([read, .. Translations(read.Item, item, texts, main, position)], dialect);
    }

    // Nothing but references to other items is a package of them.
    private static void Pack(NewsMl12Draft item, List<ItemLink> references)
    {
        item.Kind = ItemKind.Package;
        item.Groups = [new PackageGroup(item.Root?.Duid ?? "root", item.Root?.Role, references, [], true)];
        item.Links?.RemoveAll(references.Contains);
    }

    /// <summary>A text and the component that it stands in.</summary>
    private sealed record Candidate(Component Component, Content Content, int Fitness)
    {
        internal string Language { get; } = (Component.Language ?? "").ToLowerInvariant();
    }

    private static List<Candidate> Texts(Component? root)
    {
        if (root is null) return [];
        var all = root.All().SelectMany(c => c.Contents.Where(t => !t.Text.IsEmpty).Select(t => new Candidate(c, t, Fitness(c)))).ToList();
        var best = all.Count == 0 ? 0 : all.Max(c => c.Fitness);
        return [.. all.Where(c => c.Fitness == best)];
    }

    // A text beside a picture is its caption.
    private static int Fitness(Component component) =>
        component.Contents.Exists(c => c.IsPicture) ? 0 : NewsMl12Roles.AsText(component.Role);

    private static Candidate? Main(List<Candidate> texts, NewsMl12Draft item)
    {
        if (texts.Count == 0 || texts[0].Fitness == 0 && IsPicture(item.Root)) return null;
        var language = (item.RootLanguage.Length > 0 ? item.RootLanguage : item.Root?.Language ?? "").ToLowerInvariant();
        var inIt = texts.FindAll(t => t.Language == language);
        if (inIt.Count == 0) inIt = texts.FindAll(t => t.Language == texts[0].Language);
        return inIt.Aggregate((a, b) => b.Content.Text.Markup.Length >= a.Content.Text.Markup.Length ? b : a);
    }

    // Who took the picture did not write the story.
    private static bool IsOfPicture(Component component) =>
        component.Contents.Exists(c => c.IsPicture) || component.Children.Count > 0 && component.Children.TrueForAll(c => IsOfPicture(c) || NewsMl12Roles.IsCaption(c.Role));

    private static bool IsPicture(Component? root) => root?.All().Any(c => c.Contents.Exists(t => t.IsPicture)) == true;

    private static void Tell(NewsMl12Draft item, Candidate? main)
    {
        var speaks = main?.Component ?? item.Root?.All().FirstOrDefault(c => c.Headline is not null) ?? item.Root;
        if (main is not null) (item.Body, item.Preformatted) = (main.Content.Text, main.Content.IsPreformatted);
        if (speaks is not null) TellLines(item, speaks);
        main?.Content.Nitf?.TellTo(item);
        if (!IsOfMachine(item.NameLabel)) item.Slugline ??= Slugline.From(item.NameLabel);
        if (item.KeywordLines is { } keywords) foreach (var keyword in keywords) ItemDraft.AddOnce(item.Keywords ??= [], keyword);
        item.Provider ??= item.ProviderId is { } id ? new Provider(null, id) : null;
    }

    // The name of a file or a number is nothing that a desk calls a story.
    private static bool IsOfMachine(string? label) => label is null || !label.Any(char.IsLetter) || label.Length > 4 && label[^4] == '.' && !label.Contains(' ', StringComparison.Ordinal);

    private static void TellLines(NewsMl12Draft item, Component speaks)
    {
        var all = item.Root!.All().Where(c => c.Language == speaks.Language && !IsOfPicture(c)).ToList();
        string? Line(Func<Component, string?> line) => speaks.Path().Select(line).Concat(all.Where(c => NewsMl12Roles.AsText(c.Role) > 0).Select(line)).FirstOrDefault(l => l is not null);
        string? Text(Func<string?, bool> role) => all.Where(c => role(c.Role)).SelectMany(c => c.Contents).Select(c => NewsText.OneLine(c.Text.PlainText)).FirstOrDefault(t => t is not null);
        item.Language = Language.From(speaks.Language);
        item.Headline = Headline.From(Line(c => c.Headline) ?? Text(NewsMl12Roles.IsHeadline));
        item.Dek = Line(c => c.SubHeadline) ?? (NewsMl12Roles.IsAbstract(speaks.Role) ? null : Text(NewsMl12Roles.IsAbstract));
        item.Slugline = Slugline.From(Line(c => c.Slugline));
        item.Placeline = Placeline.From(Line(c => c.Dateline));
        item.Credit = Line(c => c.Credit) ?? item.Credit;
        if (Line(c => c.Byline) is { } byline) ReadByline(byline, speaks.Path().Concat(all).First(c => c.Byline == byline).Bylines!, Line(c => c.BylineTitle), item);
        if (!NewsMl12Roles.IsContact(speaks.Role) && Text(NewsMl12Roles.IsContact) is { } contact) item.AddNote(contact);
    }

    private static void ReadByline(string line, List<Byline> bylines, string? title, NewsMl12Draft item)
    {
        item.PrintedBy = line;
        item.Bylines = [.. bylines];
        if (title is not null && item.Bylines.Count > 0 && item.Bylines[^1].Title is null) item.Bylines[^1] = item.Bylines[^1] with { Title = title };
    }

    private static IEnumerable<ReadItem> Translations(NewsItem? first, NewsMl12Draft item, List<Candidate> texts, Candidate? main, WirePosition position)
    {
        if (first is null || main is null) yield break;
        foreach (var text in texts.Where(t => t.Language.Length > 0 && t.Language != main.Language).GroupBy(t => t.Language).Select(g => g.MaxBy(t => t.Content.Text.Markup.Length)!))
        {
            var twin = new NewsMl12Draft(item.Options) { Root = item.Root, Kind = ItemKind.Text };
            Tell(twin, text);
            twin.Body = text.Content.Text;
            OpeningLines.Read(twin);
            var content = first.Content with
            {
                Language = Language.From(text.Language),
                Headline = twin.Headline,
                Dek = twin.Dek,
                Slugline = twin.Slugline ?? first.Content.Slugline,
                Placeline = twin.Placeline,
                Bylines = twin.Bylines ?? first.Content.Bylines,
                Body = text.Content.Text,
                Preformatted = text.Content.IsPreformatted,
            };
            yield return new ReadItem(first with
            {
                Guid = $"{first.Guid}#{text.Language}",
                Identity = $"{first.Identity}#{text.Language}",
                Links = [.. first.Links, new ItemLink(LinkKind.TranslatedFrom, first.Identity)],
                Content = content,
            }, null, [new ReadNote(NoteCodes.GuidDerived, "A text in another language: its identity is that of the item, and its language.", position, text.Language)]);
        }
    }
}
