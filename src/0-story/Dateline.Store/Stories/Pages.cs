using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>A public address: one for each chain and language. The newest story of the chain that the public may see stands there.</summary>
/// <param name="Id">The short id at the end of the URL.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Language">The language's primary subtag.</param>
/// <param name="Created">When the address was given.</param>
public sealed record Page(string Id, Guid Chain, string Language, Instant Created);

/// <summary>Public addresses as rows. An address, once given, is never another story's.</summary>
public static class Pages
{
    private const int IdLength = 10;

    /// <summary>The address of that id, or null.</summary>
    public static Page? Find(Db db, string id) =>
        db.One("select id, chain, language, created from page where id = $1", Read, id);

    /// <summary>All addresses of a chain: a story and its translations.</summary>
    public static List<Page> OfChain(Db db, Guid chain) =>
        db.Many("select id, chain, language, created from page where chain = $1 order by created", Read, chain);

    internal static string For(StoreTransaction tx, Guid chain, Language language)
    {
        var known = tx.Db.One("select id from page where chain = $1 and language = $2", static r => r.Text(0), chain, language.Primary);
        if (known is not null) return known;
        var id = tx.Ids.NewToken(IdLength);
        tx.Db.Execute("insert into page (id, chain, language, created) values ($1, $2, $3, $4)", id, chain, language.Primary, tx.Now);
        return id;
    }

    private static Page Read(Row r) => new(r.Text(0), r.Id(1), r.Text(2), r.Instant(3));
}
