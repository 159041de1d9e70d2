using Dateline.Site.Caching;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Notices;

/// <summary>A page that says one thing.</summary>
/// <param name="Language">In this language.</param>
/// <param name="Title">What is the case.</param>
/// <param name="Text">What it means.</param>
/// <param name="When">When it became so; null where that is nothing to tell.</param>
internal sealed record NoticeView(HouseLanguage Language, string Title, string Text, (string Iso, string Text)? When = null);

/// <summary>
/// What is said where there is no page. Not found is the same bytes whether the address was never given, is embargoed, held, unpublished or an advisory's.
/// Gone tells that something was withdrawn and repeats nothing of it: no headline, no name, no address.
/// </summary>
internal sealed class NoticePages
{
    private readonly House _house;
    private volatile Drawn _drawn;

    public NoticePages(House house) => (_house, _drawn) = (house, Draw(house.Look, house));

    internal PageAnswer NotFound(string path) => Now.NotFound[_house.ForPath(path).Tag] with { };

    internal SitePage Broken(string path) => Now.Broken[_house.ForPath(path).Tag];

    // Drawn once for each look.
    private Drawn Now => _drawn is var drawn && drawn.Look == _house.Look ? drawn : _drawn = Draw(_house.Look, _house);

    private static Drawn Draw(Look look, House house) => new(look,
        house.Languages.ToDictionary(l => l.Tag, l => new PageAnswer(404, Draw(house, new NoticeView(l, l.Words.NotFoundTitle, l.Words.NotFoundText)))),
        house.Languages.ToDictionary(l => l.Tag, l => Draw(house, new NoticeView(l, l.Words.BrokenTitle, l.Words.BrokenText))));

    private sealed record Drawn(Look Look, Dictionary<string, PageAnswer> NotFound, Dictionary<string, SitePage> Broken);

    internal PageAnswer Gone(PublicStanding story)
    {
        var language = _house.For(story.Language);
        var (words, times) = (language.Words, language.Times);
        var text = story.Standing.State == News.StoryState.TakenDown ? words.GoneLegalText : words.GoneText;
        var since = Words.Fill(words.GoneSince, times.DateTime(story.LastSent));
        return new PageAnswer(410, Draw(_house, new NoticeView(language, words.GoneTitle, text, (times.Iso(story.LastSent), since))));
    }

    private static SitePage Draw(House house, NoticeView view) => Layout.Page(house, new Frame
    {
        Language = view.Language,
        Title = view.Title,
        IsIndexed = false,
        Body = new AspNetCoreGeneratedDocument.Notices_Notice { Model = view },
    });
}
