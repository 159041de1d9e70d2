using System.Buffers.Binary;
using System.Security.Cryptography;
using Dateline.Store.Keeping;

namespace Dateline.Store.SignIn;

/// <summary>
/// Passwords: as hashes only (PBKDF2 with HMAC-SHA512, 600,000 rounds), and checked in the same time whether the person exists or not. A hash is kept as
/// ASP.NET Core Identity writes it in its third version: a mark, the function, the rounds, the salt's length, the salt and the key, in base64.
/// </summary>
public static class Passwords
{
    /// <summary>How many characters a password has at least.</summary>
    public const int Shortest = 12;
    /// <summary>How many it has at most.</summary>
    public const int Longest = 200;

    private const byte Mark = 1;
    private const int Rounds = 600_000;
    private const int HeadLength = 13;
    private const int SaltLength = 16;
    private const int KeyLength = 32;
    private const int MostRounds = 10_000_000;
    private static readonly HashAlgorithmName[] Functions = [HashAlgorithmName.SHA1, HashAlgorithmName.SHA256, HashAlgorithmName.SHA512];
    private static readonly Lazy<string> Decoy = new(() => Hash("a password that nobody has"));

    /// <summary>The hash of a password, with a salt of its own.</summary>
    public static string Hash(string password)
    {
        var bytes = new byte[HeadLength + SaltLength + KeyLength];
        bytes[0] = Mark;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), Rounds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), SaltLength);
        var salt = bytes.AsSpan(HeadLength, SaltLength);
        News.Randomness.System.Fill(salt);
        Rfc2898DeriveBytes.Pbkdf2(password, salt, bytes.AsSpan(HeadLength + SaltLength), Rounds, HashAlgorithmName.SHA512);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Whether it is the person's password. Somebody unknown, ended or without a password costs the same time. <paramref name="isOld"/>: it should be hashed anew.</summary>
    public static bool Check(Person? person, string password, out bool isOld)
    {
        if (password.Length > Longest) password = "";
        var isRight = IsOf(person?.Password ?? Decoy.Value, password, out isOld);
        return isRight && person is { Password: not null, Ended: null };
    }

    /// <summary>What is wrong with a new password, as the name of the words that say it; null: nothing.</summary>
    public static string? WhyNot(string? password, string login, string name)
    {
        if (password is null || password.Length < Shortest) return "password-short";
        if (password.Length > Longest) return "password-long";
        if (password.Distinct().Count() < 5) return "password-plain";
        var parts = name.Split(' ').Append(login.Split('@')[0]).Where(p => p.Length > 3);
        var rest = parts.Aggregate(password, (left, part) => left.Replace(part, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < Shortest / 2 ? "password-name" : null;
    }

    private static bool IsOf(string hash, string password, out bool isOld)
    {
        isOld = false;
        var bytes = new byte[hash.Length];
        if (!Convert.TryFromBase64String(hash, bytes, out var length) || length <= HeadLength || bytes[0] != Mark) return false;
        var (function, rounds, saltLength) = (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(9)));
        if (function >= Functions.Length || rounds is 0 or > MostRounds || saltLength >= length - HeadLength) return false;
        var salt = bytes.AsSpan(HeadLength, (int)saltLength);
        var key = bytes.AsSpan(HeadLength + salt.Length, length - HeadLength - salt.Length);
        isOld = rounds < Rounds || Functions[function] != HashAlgorithmName.SHA512;
        return CryptographicOperations.FixedTimeEquals(key, Rfc2898DeriveBytes.Pbkdf2(password, salt, (int)rounds, Functions[function], key.Length));
    }
}
