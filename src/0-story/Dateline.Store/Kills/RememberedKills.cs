using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Writing;

namespace Dateline.Store.Kills;

/// <summary>Kills and holds of items that are not here: if the item comes, or comes again, the matching finds them and blocks it.</summary>
public static class RememberedKills
{
    /// <summary>The outcome of an item that kills one which has not come.</summary>
    public const string KillOutcome = "kill-remembered";
    /// <summary>The outcome of an item that holds one which has not come.</summary>
    public const string HoldOutcome = "hold-remembered";

    /// <summary>Remembers one that the kill journal names, as if its source had sent it. A source that is not there is set up: its items must find it.</summary>
    internal static void Remember(StoreTransaction tx, KillEntry entry, bool isKill)
    {
        var source = Sources.Find(tx.Db, entry.Source!) ?? Sources.Save(tx, entry.Source!, entry.Source!, "{}", KillReplay.Who);
        var item = new NewsItem { Guid = entry.SourceGuid!, Version = entry.SourceVersion, VersionCreated = entry.SourceVersionCreated, Status = isKill ? PubStatus.Canceled : PubStatus.Withheld };
        var raw = RawBytes.From(Encoding.UTF8.GetBytes(KillFile.Line(entry)));
        raw.Keep(tx);
        var json = StoryJson.Write(item);
        Items.Keep(tx, new StoredItem
        {
            Id = tx.Ids.NewId(),
            Source = source.Id,
            Item = item,
            Received = tx.Now,
            Outcome = isKill ? KillOutcome : HoldOutcome,
            Format = "kill-journal",
            Raw = raw.Sha,
            Hash = SHA256.HashData(json),
        }, json);
    }
}
