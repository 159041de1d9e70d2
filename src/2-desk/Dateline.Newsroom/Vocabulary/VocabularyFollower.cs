using System.Data.Common;
using Dateline.Formats.Subjects;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.House;
using Microsoft.Extensions.Hosting;

namespace Dateline.Newsroom.Vocabulary;

/// <summary>
/// Keeps the vocabularies in force in this program those that the store has: from the start on, at once after an import here, and within a second after one on another node.
/// </summary>
internal sealed class VocabularyFollower(NewsStore store) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private string _stamp = "";

    /// <summary>What it has put in force; null: the store has nothing to put.</summary>
    internal Vocabularies? Current { get; private set; }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Asks the store, and puts in force what it has that is newer.</summary>
    internal void Look()
    {
        lock (_gate)
        {
            var stamp = store.Read(VocabularyReleases.Stamp);
            if (stamp == _stamp) return;
            Current = store.Read(Read);
            Current.Enter();
            _stamp = stamp;
        }
    }

    public override void Dispose()
    {
        Current?.Leave();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pace, store.Clock.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try { if (!stoppingToken.IsCancellationRequested) Look(); }
            catch (Exception e) when (e is StoreException or DbException or ObjectDisposedException) { /* the next look asks again; what is in force stays */ }
        }
    }

    // What was once taken over was read then: what can't be read any more is left out, not guessed at.
    private static Vocabularies Read(Db db)
    {
        var topics = VocabularyReleases.Contents(db, VocabularyReleases.MediaTopics).Select(content => MediaTopics.Read(content).Value).OfType<MediaTopics>().Append(MediaTopics.BuiltIn).ToList();
        var house = VocabularyReleases.Contents(db, VocabularyReleases.House).Take(1).Select(content => HouseTerms.Read(content, topics[0]).Value).OfType<HouseTerms>().FirstOrDefault() ?? HouseTerms.None;
        return new Vocabularies(topics[0], house, [.. topics.Skip(1)]);
    }
}
