using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dateline.Store;
using Dateline.Store.Keeping;

namespace Dateline.Delivery.Wire;

/// <summary>
/// Positions as a client sees them: its own number and its own mark, encrypted as one block. Two positions say nothing of what lies between them, a position of
/// another client is none here, and none can be made up.
/// </summary>
internal sealed class WirePositions(NewsStore store) : IDisposable
{
    private const string KeyName = "wire-position-key";
    private const int BlockLength = 16;
    internal const int TextLength = 22;
    // One for each thread: a cipher is not for two at once.
    private ThreadLocal<Aes>? _cipher;

    /// <summary>Reads the key, or makes one: it lives with the data, so that positions outlive a restart and are the same on every node.</summary>
    internal async Task PrepareAsync()
    {
        if (_cipher is not null) return;
        var secret = store.Read(static db => Settings.Get(db, KeyName)) ?? await store.Write(static tx =>
        {
            if (Settings.Get(tx.Db, KeyName) is { } known) return known;
            var made = tx.Ids.NewToken(52);
            Settings.Set(tx, KeyName, made);
            return made;
        }).ConfigureAwait(false);
        var key = SHA256.HashData(Encoding.ASCII.GetBytes(secret));
        _cipher = new ThreadLocal<Aes>(() =>
        {
            var cipher = Aes.Create();
            cipher.Key = key;
            return cipher;
        }, trackAllValues: true);
    }

    /// <summary>A number as its client sees it.</summary>
    internal string Write(Guid destination, long number)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        Span<byte> locked = stackalloc byte[BlockLength];
        BinaryPrimitives.WriteInt64BigEndian(block, number);
        Mark(destination, block[8..]);
        _cipher!.Value!.EncryptEcb(block, locked, PaddingMode.None);
        return Base64Url.EncodeToString(locked);
    }

    /// <summary>The number of a position; null where it is none of this client's.</summary>
    internal long? Read(Guid destination, string text)
    {
        Span<byte> locked = stackalloc byte[BlockLength];
        Span<byte> block = stackalloc byte[BlockLength];
        Span<byte> mark = stackalloc byte[8];
        if (text.Length != TextLength || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, locked, out var length) || length != BlockLength) return null;
        _cipher!.Value!.DecryptEcb(locked, block, PaddingMode.None);
        Mark(destination, mark);
        return CryptographicOperations.FixedTimeEquals(block[8..], mark) && BinaryPrimitives.ReadInt64BigEndian(block) is >= 0 and var number ? number : null;
    }

    public void Dispose()
    {
        foreach (var cipher in _cipher?.Values ?? []) cipher.Dispose();
        _cipher?.Dispose();
    }

    private static void Mark(Guid destination, Span<byte> mark)
    {
        Span<byte> id = stackalloc byte[16];
        destination.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(id, hash);
        hash[..8].CopyTo(mark);
    }
}
