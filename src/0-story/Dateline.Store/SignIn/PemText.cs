namespace Dateline.Store.SignIn;

/// <summary>Private keys as people paste them (PEM, RFC 7468).</summary>
public static class PemText
{
    /// <summary>Whether a secret is a key rather than a password.</summary>
    public static bool Is(string secret) => secret.TrimStart().StartsWith("-----BEGIN ", StringComparison.Ordinal);

    /// <summary>A key as its lines, also where a field of one line has swallowed their ends.</summary>
    public static string InLines(string secret)
    {
        var pem = secret.Trim();
        var (body, foot) = (pem.IndexOf("-----", Math.Min(pem.Length, "-----BEGIN ".Length), StringComparison.Ordinal) + "-----".Length, pem.LastIndexOf("-----END ", StringComparison.Ordinal));
        if (pem.Contains('\n', StringComparison.Ordinal) || foot < body) return pem + "\n";
        var letters = pem[body..foot].Where(static c => !char.IsWhiteSpace(c)).Chunk(64).Select(static line => new string(line));
        return $"{pem[..body]}\n{string.Join('\n', letters)}\n{pem[foot..]}\n";
    }
}
