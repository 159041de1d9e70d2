using System.IO.Compression;
using System.Security.Cryptography;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Intake;

/// <summary>Bytes as they arrived, ready to be kept: hashed and compressed outside the writer's turn.</summary>
public sealed class RawBytes
{
    private RawBytes(byte[] sha, byte[] stored, int encoding, int length) => (Sha, Stored, Encoding, Length) = (sha, stored, encoding, length);

    /// <summary>SHA-256 of the bytes as they arrived.</summary>
    public byte[] Sha { get; }

    /// <summary>How many bytes arrived.</summary>
    public int Length { get; }

    internal byte[] Stored { get; }

    internal int Encoding { get; }

    /// <summary>Hashes and compresses.</summary>
    public static RawBytes From(ReadOnlySpan<byte> bytes)
    {
        var sha = SHA256.HashData(bytes);
        using var packed = new MemoryStream(bytes.Length / 2 + 64);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(bytes);
        return packed.Length < bytes.Length ? new(sha, packed.ToArray(), 1, bytes.Length) : new(sha, bytes.ToArray(), 0, bytes.Length);
    }

    /// <summary>Keeps them; the same bytes twice are kept once. Whether they are new.</summary>
    public bool Keep(StoreTransaction tx) =>
        tx.Db.Execute("insert into raw (sha, bytes, encoding, length, received) values ($1, $2, $3, $4, $5) on conflict do nothing", Sha, Stored, Encoding, Length, tx.Now) == 1;

    /// <summary>Lets go of bytes that this very transaction kept as new, and of which nothing was made.</summary>
    public void Drop(StoreTransaction tx) => tx.Db.Execute("delete from raw where sha = $1", Sha);

    /// <summary>The bytes of that hash as they arrived, or null.</summary>
    public static byte[]? Find(Db db, byte[] sha)
    {
        var (stored, encoding, length) = db.One("select bytes, encoding, length from raw where sha = $1", static r => (r.Bytes(0), r.Int(1), r.Int(2)), sha);
        if (stored is null || encoding == 0) return stored;
        using var deflate = new DeflateStream(new MemoryStream(stored), CompressionMode.Decompress);
        var bytes = new byte[length];
        deflate.ReadExactly(bytes);
        return bytes;
    }
}
