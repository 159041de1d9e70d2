namespace Dateline.Store.SignIn;

/// <summary>What a person's name and sign-in name must be, for every form that asks for them; each answer is the name of the words that say what is wrong.</summary>
public static class PersonForm
{
    private const int Longest = 120;

    /// <summary>What is wrong with a name; null: nothing.</summary>
    public static string? WhyNotName(string? name) => string.IsNullOrWhiteSpace(name) ? "needed" : name.Length > Longest || name.Any(char.IsControl) ? "name-bad" : null;

    /// <summary>What is wrong with a sign-in name; null: nothing.</summary>
    public static string? WhyNotLogin(string? login)
    {
        if (string.IsNullOrWhiteSpace(login)) return "needed";
        var text = login.Trim();
        return text.Length is < 2 or > Longest || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '+') ? "login-bad" : null;
    }

    /// <summary>What is wrong with the sign-in name of a client's person: it is their mail address, to which kills and alerts go. Null: nothing.</summary>
    public static string? WhyNotMail(string? login) =>
        WhyNotLogin(login) ?? (login!.Trim() is var text && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') ? null : "mail-bad");
}
