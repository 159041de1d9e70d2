namespace Dateline.Newsroom.Persons;

/// <summary>What a person's name and sign-in name must be, for every form that asks for them; each answer is the name of the words that say what is wrong.</summary>
internal static class PersonForm
{
    private const int Longest = 120;

    internal static string? WhyNotName(string? name) => string.IsNullOrWhiteSpace(name) ? "needed" : name.Length > Longest || name.Any(char.IsControl) ? "name-bad" : null;

    internal static string? WhyNotLogin(string? login)
    {
        if (string.IsNullOrWhiteSpace(login)) return "needed";
        var text = login.Trim();
        return text.Length is < 2 or > Longest || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '+') ? "login-bad" : null;
    }
}
