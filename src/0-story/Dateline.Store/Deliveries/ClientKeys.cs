using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Kills;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>A key by which a client's programs read the wire: kept as a prefix and the hash of the whole.</summary>
/// <param name="Prefix">Its first characters: its name in logs and the audit.</param>
/// <param name="Destination">The destination whose deliveries it reads.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="Scopes">What it may do: <see cref="ClientKeys.Scopes"/>.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">When it was revoked; null: it works.</param>
/// <param name="LastUsed">When it was last used, to the minute; null: never.</param>
public sealed record ClientKey(string Prefix, Guid Destination, string Name, IReadOnlySet<string> Scopes, Instant Created, Instant? Revoked, Instant? LastUsed)
{
    /// <summary>Who it is in the audit.</summary>
    public string Pseudonym => "client-key:" + Prefix;

    /// <summary>Whether it may do <paramref name="scope"/>.</summary>
    public bool May(string scope) => Revoked is null && Scopes.Contains(scope);
}

/// <summary>Clients' keys as rows. A client has at most two that work: the one in use, and the one that takes its place.</summary>
public static class ClientKeys
{
    /// <summary>Read the wire: pages, streams, items.</summary>
    public const string Wire = "wire";
    /// <summary>Search what was given to the client.</summary>
    public const string Search = "search";
    /// <summary>How many may work at once.</summary>
    public const int MostAtWork = 2;
    /// <summary>How a key begins: it tells apart what a client holds and what the newsroom holds.</summary>
    public const string Begins = "dlw_";

    private const int PrefixLength = 12;
    private const string Columns = "prefix, destination, name, scopes, created, revoked, last_used";
    private static readonly TimeSpan UsedStep = TimeSpan.FromMinutes(1);

    /// <summary>All that a key can be given, each with the right it gives.</summary>
    public static IReadOnlyDictionary<string, string> Scopes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Wire] = "Read the wire: pages, streams and items",
        [Search] = "Search what was given",
    };

    /// <summary>
    /// Makes a key and returns it whole: the only time it is seen. The client's first one makes the destination it reads from, which holds embargoed copy until it lifts.
    /// Two work already: refused.
    /// </summary>
    public static Outcome<(string Secret, ClientKey Key)> Create(StoreTransaction tx, Client client, string name, IEnumerable<string> scopes, string by)
    {
        if (OfClient(tx.Db, client.Id).Count(k => k.Revoked is null) >= MostAtWork)
            return new Refusal("keys-enough", "Two keys of this client work: the one in use, and the one that takes its place. Nothing was made. Revoke one first.");
        var destination = PullDeliveries.Open(tx, client, Destination.ApiChannel, by);
        var secret = Begins + tx.Ids.NewToken(52);
        var key = new ClientKey(secret[..PrefixLength], destination.Id, name, scopes.ToHashSet(StringComparer.Ordinal), tx.Now, null, null);
        var list = string.Join(' ', key.Scopes.Order(StringComparer.Ordinal));
        tx.Db.Execute("insert into client_key (prefix, sha, destination, name, scopes, created) values ($1, $2, $3, $4, $5, $6)", key.Prefix, Sha(secret), key.Destination, name, list, tx.Now);
        tx.Audit(by, "client-key-create", key.Pseudonym, $"{client.Code} {list}");
        return (secret, key);
    }

    /// <summary>The working key that is <paramref name="secret"/>; null where there is none. Compared in constant time.</summary>
    public static ClientKey? Check(Db db, string secret)
    {
        if (secret.Length < 20 || !secret.StartsWith(Begins, StringComparison.Ordinal)) return null;
        var found = db.One($"select {Columns}, sha from client_key where prefix = $1", static r => (Key: Read(r), Sha: r.Bytes(7)), secret[..PrefixLength]);
        return found.Key is { Revoked: null } && CryptographicOperations.FixedTimeEquals(found.Sha, Sha(secret)) ? found.Key : null;
    }

    /// <summary>A client's keys, newest first.</summary>
    public static List<ClientKey> OfClient(Db db, Guid client) =>
        db.Many($"select {Columns} from client_key where destination in (select id from destination where client = $1) order by created desc, prefix", Read, client);

    /// <summary>Ends a key; false where the client has no such working key.</summary>
    public static bool Revoke(StoreTransaction tx, Guid client, string prefix, string by) =>
        OfClient(tx.Db, client).Exists(k => k.Prefix == prefix && k.Revoked is null) && Revoke(tx, prefix, by);

    /// <summary>Ends a key; false where there is no such working key.</summary>
    internal static bool Revoke(StoreTransaction tx, string prefix, string by)
    {
        if (tx.Db.Execute("update client_key set revoked = $2 where prefix = $1 and revoked is null", prefix, tx.Now) == 0) return false;
        tx.Audit(by, "client-key-revoke", "client-key:" + prefix);
        tx.Journal(new KillEntry { Act = KillAct.KeyRevoked, Guid = prefix, By = by });
        return true;
    }

    /// <summary>Whether a use at this moment is worth writing down: once a minute is enough.</summary>
    public static bool IsNewUse(ClientKey key, Instant now) => key.LastUsed is not { } last || now - last >= UsedStep;

    /// <summary>Writes down that it was used.</summary>
    public static void Used(StoreTransaction tx, string prefix) => tx.Db.Execute("update client_key set last_used = $2 where prefix = $1", prefix, tx.Now);

    private static ClientKey Read(Row r) => new(r.Text(0), r.Id(1), r.Text(2), r.Text(3).Split(' ').ToHashSet(StringComparer.Ordinal), r.Instant(4), r.InstantOrNull(5), r.InstantOrNull(6));

    private static byte[] Sha(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
