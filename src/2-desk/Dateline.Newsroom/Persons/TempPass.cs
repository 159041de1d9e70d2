using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Persons;

/// <summary>The pass from a password that was right to the code that is still to come: in a cookie of its own, so that it stands in no address.</summary>
internal static class TempPass
{
    private const string Cookie = "dateline-step";

    internal static string? Get(HttpContext http) => http.Request.Cookies[Name(http)] is { Length: > 0 } pass ? pass : null;

    internal static void Set(HttpContext http, string pass) => http.Response.Cookies.Append(Name(http), pass, Options(http));

    internal static void Drop(HttpContext http) => http.Response.Cookies.Delete(Name(http), Options(http));

    private static string Name(HttpContext http) => http.Request.IsHttps ? "__Host-" + Cookie : Cookie;

    private static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
