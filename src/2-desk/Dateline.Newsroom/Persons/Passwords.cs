using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dateline.Newsroom.Persons;

/// <summary>Passwords: as hashes only (PBKDF2 with HMAC-SHA512, 600,000 rounds), and checked in the same time whether the person exists or not.</summary>
internal static class Passwords
{
    internal const int Shortest = 12;
    internal const int Longest = 200;

    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 600_000 }));
    private static readonly object Anyone = new();
    private static readonly Lazy<string> Decoy = new(() => Hash("a password that nobody has"));

    internal static string Hash(string password) => Hasher.HashPassword(Anyone, password);

    /// <summary>Whether it is the person's password. Somebody unknown, ended or without a password costs the same time. <paramref name="isOld"/>: it should be hashed anew.</summary>
    internal static bool Check(Person? person, string password, out bool isOld)
    {
        isOld = false;
        if (password.Length > Longest) password = "";
        var result = Hasher.VerifyHashedPassword(Anyone, person?.Password ?? Decoy.Value, password);
        if (result == PasswordVerificationResult.Failed || person?.Password is null || person.Ended is not null) return false;
        isOld = result == PasswordVerificationResult.SuccessRehashNeeded;
        return true;
    }

    /// <summary>What is wrong with a new password, as the name of the words that say it; null: nothing.</summary>
    internal static string? WhyNot(string? password, string login, string name)
    {
        if (password is null || password.Length < Shortest) return "password-short";
        if (password.Length > Longest) return "password-long";
        if (password.Distinct().Count() < 5) return "password-plain";
        var parts = name.Split(' ').Append(login.Split('@')[0]).Where(p => p.Length > 3);
        var rest = parts.Aggregate(password, (left, part) => left.Replace(part, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < Shortest / 2 ? "password-name" : null;
    }
}
