using System.Collections.Concurrent;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;
using Dateline.Site.Topics;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Site.Feeds;

/// <summary>
/// The feeds of topics, writers and places that somebody has fetched. There are too many of them to tell a hub of each, and of one that nobody ever fetched nobody can have subscribed to the changes. What a release touches is
/// looked at first, the others in turn, a few at a time: so a decision, an hour that strikes and a topic that a correction took away are noticed as well.
/// </summary>
internal sealed class FollowedFeeds(House house)
{
    private const int Most = 2000;
    private const int AtATime = 20;
    private const int MostVersions = 20;

    private readonly List<(string Under, string File, Func<string, PublicView, PageAnswer?> Paint)> _kinds = [];
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Path, string Mark)> _new = new();
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private bool _isLoaded;

    /// <summary>Says how the feeds under a path are made, and makes them so that they are known once somebody has fetched them.</summary>
    /// <param name="under">The path above them ("/topics/").</param>
    /// <param name="kind">The format.</param>
    /// <param name="paint">Makes one.</param>
    internal Func<string, PublicView, PageAnswer?> Add(string under, FeedKind kind, Func<string, PublicView, PageAnswer?> paint)
    {
        if (house.Options.Hub is null) return paint;
        _kinds.Add((under, kind.File, paint));
        return (path, view) =>
        {
            var answer = paint(path, view);
            if (answer is { Status: 200, Page: { } page } && _known.Count < Most && _known.TryAdd(path, true)) _new.Enqueue((path, page.Mark));
            return answer;
        };
    }

    /// <summary>Those that were fetched for the first time since this was asked last, with what they looked like.</summary>
    internal IEnumerable<(string Path, string Mark)> TakeNew()
    {
        while (_new.TryDequeue(out var feed))
        {
            _turns.Enqueue(feed.Path);
            yield return feed;
        }
    }

    /// <summary>
    /// A page was released: the feeds of what its stories are about, and were about before, are to be looked at. Whoever may see them now does not count: a hold hides a story from everyone, and is what the feed's readers are to hear of.
    /// </summary>
    internal void Touch(Db db, string page)
    {
        foreach (var story in StoryTable.OnPage(db, page))
            foreach (var content in StoryTable.Versions(db, story.Id).Take(MostVersions).Select(v => v.Content).OfType<StoryContent>())
                foreach (var path in PathsOf(content, house.For(content.Language?.Primary)))
                    foreach (var kind in FeedKind.All)
                        if (_known.ContainsKey(path + kind.File)) _touched.Add(path + kind.File);
    }

    /// <summary>One could not be looked at yet: it is looked at again.</summary>
    internal void Again(string path) => _touched.Add(path);

    /// <summary>Which are to be looked at now, and how they are made.</summary>
    internal List<(string Path, Func<string, PublicView, PageAnswer?> Paint)> Due(Db db)
    {
        Load(db);
        var due = new HashSet<string>(_touched, StringComparer.Ordinal);
        _touched.Clear();
        for (var left = Math.Min(AtATime, _turns.Count); left > 0; left--)
        {
            var path = _turns.Dequeue();
            _turns.Enqueue(path);
            due.Add(path);
        }
        return [.. due.Select(p => (p, _kinds.Find(k => p.StartsWith(k.Under, StringComparison.Ordinal) && p.EndsWith(k.File, StringComparison.Ordinal)).Paint)).Where(f => f.Paint is not null)];
    }

    private void Load(Db db)
    {
        if (_isLoaded) return;
        _isLoaded = true;
        foreach (var under in _kinds.Select(k => k.Under).Distinct())
            foreach (var path in HubFeeds.Known(db, house.Base + under).Select(f => f[house.Base.Length..]))
                if (_known.Count < Most && _known.TryAdd(path, true)) _turns.Enqueue(path);
    }

    private static IEnumerable<string> PathsOf(StoryContent content, HouseLanguage language)
    {
        foreach (var subject in content.Subjects)
            if (TopicTree.Of(subject.Code, language) is { } topic)
                foreach (var path in TopicTree.Above(subject.Code, language).Append(topic).Select(t => t.Path)) yield return path;
        foreach (var name in content.Bylines.Select(b => NamedListings.PathOf(language, AuthorListings.Folder, b.Name)).OfType<string>()) yield return name;
        foreach (var name in content.Places.Select(p => p.Name).Concat(content.Located is { } located ? [located.Name] : []).Select(p => NamedListings.PathOf(language, PlaceListings.Folder, p)).OfType<string>()) yield return name;
    }
}
