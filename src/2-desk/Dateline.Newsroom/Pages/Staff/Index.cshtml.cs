using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Pages;

/// <summary>The newsroom at a glance: what comes, what went out, what needs a look.</summary>
internal sealed class IndexModel(NewsStore store, NewsroomOptions options) : StaffPage(store, options)
{
    internal override string Title => Words["title"];

    internal override bool IsBoard => true;

    /// <summary>What it shows.</summary>
    internal StaffBoard Board { get; private set; } = null!;

    /// <summary>Names what is shown: where it is the same, a page that is open stays as it is.</summary>
    internal string State { get; private set; } = "";

    public void OnGet()
    {
        Board = Store.Read(db => StaffBoard.Read(db, Now, Sees));
        State = StateOf(Board);
    }

    /// <summary>How an action looks in the log: the name of its icon, and of its colour.</summary>
    internal static (string Icon, string Colour) Look(ReleaseAction action) => action switch
    {
        ReleaseAction.Kill or ReleaseAction.Takedown => ("kill", "k"),
        ReleaseAction.Hold => ("hold", "h"),
        ReleaseAction.Correct or ReleaseAction.Corrective or ReleaseAction.Refile => ("correct", ""),
        ReleaseAction.ChangeEmbargo => ("embargo", "e"),
        ReleaseAction.Lift or ReleaseAction.Due => ("due", "o"),
        ReleaseAction.Unpublish => ("off", "h"),
        ReleaseAction.Publish => ("send", ""),
        _ => ("update", ""),
    };

    /// <summary>What is said of a story that comes.</summary>
    internal string Comes(TimetableRow row) => Words.Fill("coming-" + StoryJson.Name(row.Kind), Words.Time(row.At, Now));

    private static string StateOf(StaffBoard board)
    {
        var text = new StringBuilder().Append(board.Head).Append(';').AppendJoin(',', board.Coming.Select(c => c.Row.Id)).Append(';').AppendJoin(',', board.Open.Select(s => s.Id))
            .Append(';').AppendJoin(',', board.Alarms.Select(a => a.Id)).Append(';').AppendJoin(',', board.Quarantine.Select(q => q.Row.Id)).Append(';').AppendJoin(',', board.Sources.Select(s => s.LastItem));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
