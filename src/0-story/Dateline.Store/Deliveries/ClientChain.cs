using System.Security.Cryptography;
using System.Text;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>One message of a client's chain.</summary>
/// <param name="Number">1, 2, 3 …, without a gap.</param>
/// <param name="Delivery">What it gives.</param>
/// <param name="Hash">SHA-256 of the line.</param>
/// <param name="Line">The line as it goes out, UTF-8 without its end.</param>
/// <param name="Document">SHA-256 of what it carries; null: nothing.</param>
public sealed record ChainMessage(long Number, Guid Delivery, byte[] Hash, string Line, byte[]? Document);

/// <summary>
/// What was given to a destination, message by message: each line states the number and the hash of the line before, so that whoever reads it sees a gap, a change or
/// another order by himself. Lines are never changed and never taken away.
/// </summary>
public static class ClientChain
{
    /// <summary>The hash before the first line.</summary>
    public static ReadOnlyMemory<byte> Begin { get; } = new byte[32];

    private const string Columns = "number, delivery, hash, line, document";

    /// <summary>The hash of a line.</summary>
    public static byte[] HashOf(string line) => SHA256.HashData(Encoding.UTF8.GetBytes(line));

    /// <summary>The last message; null: there is none yet.</summary>
    public static ChainMessage? Last(Db db, Guid destination) => db.One($"select {Columns} from chain_message where destination = $1 order by number desc limit 1", Read, destination);

    /// <summary>The message of that number; null: there is none.</summary>
    public static ChainMessage? Find(Db db, Guid destination, long number) => db.One($"select {Columns} from chain_message where destination = $1 and number = $2", Read, destination, number);

    /// <summary>The messages after a number, in order.</summary>
    public static List<ChainMessage> After(Db db, Guid destination, long number, int count) => db.Many($"select {Columns} from chain_message where destination = $1 and number > $2 order by number limit $3", Read, destination, number, count);

    /// <summary>Adds one at the end.</summary>
    public static ChainMessage Add(StoreTransaction tx, Guid destination, long number, Guid delivery, string line, byte[]? document)
    {
        var message = new ChainMessage(number, delivery, HashOf(line), line, document);
        tx.Db.Execute("insert into chain_message (destination, number, delivery, hash, line, document) values ($1, $2, $3, $4, $5, $6)", destination, number, delivery, message.Hash, line, document);
        return message;
    }

    /// <summary>Up to which of its deliveries a destination's chain goes.</summary>
    public static long Seen(Db db, Destination destination) => Cursors.Get(db, "chain:" + destination.Code);

    /// <summary>Notes it, in the transaction that adds their messages.</summary>
    public static void SetSeen(StoreTransaction tx, Destination destination, long sequence) => Cursors.Set(tx, "chain:" + destination.Code, sequence);

    /// <summary>Whether anything up to a number was given and not acknowledged.</summary>
    public static bool Waits(Db db, Guid destination, long upTo) => db.Number("""
        select 1 from chain_message c join delivery d on d.id = c.delivery where c.destination = $1 and c.number <= $2 and d.state in (1, 5) limit 1
        """, destination, upTo) is not null;

    /// <summary>The client has shown that it has everything up to a number: receipts, and the end of alarms.</summary>
    public static void Acknowledge(StoreTransaction tx, Guid destination, long upTo, string receipt)
    {
        foreach (var (id, lane) in tx.Db.Many("select d.id, d.lane from chain_message c join delivery d on d.id = c.delivery where c.destination = $1 and c.number <= $2 and d.state in (1, 5)", static r => (r.Id(0), r.Long(1)), destination, upTo))
        {
            tx.Db.Execute("update delivery set state = 2, receipt_at = $2, receipt = $3 where id = $1", id, tx.Now, receipt);
            if (lane == (long)DeliveryLane.Withdrawal) DeliveryTable.CloseAlarm(tx, id, "receipt");
        }
    }

    private static ChainMessage Read(Row r) => new(r.Long(0), r.Id(1), r.Bytes(2), r.Text(3), r.BytesOrNull(4));
}
