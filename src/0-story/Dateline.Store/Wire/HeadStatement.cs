using System.Globalization;
using System.Text;
using Dateline.News;

namespace Dateline.Store.Wire;

/// <summary>What a signed head says.</summary>
public enum HeadKind
{
    /// <summary>So far both chains had come.</summary>
    Head,
    /// <summary>From here on another history was written: a backup was restored.</summary>
    EpochStart,
}

/// <summary>
/// What a head's signature vouches for: how far the wire log and the audit had come, and their hashes. Canonical lines like a log row's,
/// so that anyone can check one with openssl.
/// </summary>
/// <param name="Kind">What it says.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="Position">The wire log's newest position.</param>
/// <param name="Hash">Its hash there.</param>
/// <param name="AuditSeq">The audit's newest number.</param>
/// <param name="AuditHash">Its hash there.</param>
/// <param name="At">When it was signed.</param>
/// <param name="KeyId">By which key: the first half of SHA-256 of its public key.</param>
public sealed record HeadStatement(HeadKind Kind, long Epoch, long Position, byte[] Hash, long AuditSeq, byte[] AuditHash, Instant At, string KeyId)
{
    /// <summary>The bytes that are signed.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(256);
        LogRow.Line(text, "dateline-head", "1");
        LogRow.Line(text, "kind", StoryJson.Name(Kind));
        LogRow.Line(text, "epoch", Epoch.ToString(CultureInfo.InvariantCulture));
        LogRow.Line(text, "position", Position.ToString(CultureInfo.InvariantCulture));
        LogRow.Line(text, "hash", Convert.ToHexStringLower(Hash));
        LogRow.Line(text, "audit-seq", AuditSeq.ToString(CultureInfo.InvariantCulture));
        LogRow.Line(text, "audit-hash", Convert.ToHexStringLower(AuditHash));
        LogRow.Line(text, "at", At.Microseconds.ToString(CultureInfo.InvariantCulture));
        LogRow.Line(text, "key", KeyId);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null where it is anything else.</summary>
    public static HeadStatement? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (LogRow.Fields(bytes) is not { } f || f.GetValueOrDefault("dateline-head") != "1" || !StoryJson.TryName<HeadKind>(f["kind"], out var kind)) return null;
            long Number(string name) => long.Parse(f[name], NumberStyles.None, CultureInfo.InvariantCulture);
            var head = new HeadStatement(kind, Number("epoch"), Number("position"), Convert.FromHexString(f["hash"]), Number("audit-seq"), Convert.FromHexString(f["audit-hash"]), new Instant(Number("at")), f["key"]);
            return head.ToBytes().AsSpan().SequenceEqual(bytes) ? head : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException or KeyNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>A head with its signature.</summary>
/// <param name="Bytes">What was signed, as <see cref="HeadStatement.ToBytes"/> writes it.</param>
/// <param name="Signature">ECDSA over P-256 with SHA-256, DER.</param>
public sealed record SignedHead(byte[] Bytes, byte[] Signature);
