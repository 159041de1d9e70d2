using Dateline.Store;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom;

/// <summary>Links that open the staff's pages once.</summary>
public static class StaffLinks
{
    /// <summary>How long a link can be opened, where nothing else is said.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>Makes a link: its path and query, to be put behind the server's address. It opens once.</summary>
    /// <param name="store">The store.</param>
    /// <param name="by">Who makes it, by pseudonym: stands in the audit.</param>
    /// <param name="life">How long it can be opened; null: <see cref="Life"/>.</param>
    public static async Task<string> Create(NewsStore store, string by, TimeSpan? life = null) =>
        PathOf(await store.Write(tx => StaffPasses.CreateLink(tx, life ?? Life, by)).ConfigureAwait(false));

    internal static string PathOf(string token) => "/staff/enter?token=" + token;
}
