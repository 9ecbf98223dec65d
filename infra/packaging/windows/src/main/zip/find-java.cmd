@echo off
rem Sets JAVA25 to the home of a Java 25 on this machine; if there is none, says what was found and what to do, and fails.
set "JAVA25="
set "OTHER_JAVA="
for %%D in ("%DELTATAPE_JAVA_HOME%" "%JAVA_HOME%") do call :look "%%~D"
for /f "delims=" %%J in ('where java 2^>nul') do call :look "%%~dpJ.."
rem What installers leave in the registry: Oracle's, Eclipse Temurin's, Microsoft's, Azul's, Amazon's, BellSoft's.
for %%K in (JavaSoft "Eclipse Adoptium" "Eclipse Foundation" Microsoft\JDK "Azul Systems" "Amazon Corretto" BellSoft) do (
  for /f "tokens=2,*" %%A in ('reg query "HKLM\SOFTWARE\%%~K" /s 2^>nul ^| findstr /r /c:"^ *JavaHome .*REG_SZ" /c:"^ *Path .*REG_SZ" /c:"^ *InstallationPath .*REG_SZ"') do call :look "%%B"
)
for %%P in ("Eclipse Adoptium" Java Microsoft Zulu "Amazon Corretto" BellSoft) do (
  for /d %%D in ("%ProgramFiles%\%%~P\*") do call :look "%%D"
)
for /d %%D in ("%USERPROFILE%\.jdks\*") do call :look "%%D"
set "CANDIDATE="
if defined JAVA25 exit /b 0
echo No Java 25 found: looked at DELTATAPE_JAVA_HOME, JAVA_HOME, java on the PATH, the registry and the usual folders. 1>&2
if defined OTHER_JAVA call :say "Found, but of another version:%OTHER_JAVA%"
echo Install a 64-bit Java 25, Eclipse Temurin 25 for example (https://adoptium.net), 1>&2
echo or set DELTATAPE_JAVA_HOME to the folder of one, the folder that holds bin. 1>&2
exit /b 1

rem Takes a folder if it is the home of a Java 25. Its file "release" says the version; no Java is started to ask.
:look
if defined JAVA25 exit /b 0
if "%~1"=="" exit /b 0
set "CANDIDATE=%~f1"
if "%CANDIDATE:~-1%"=="\" set "CANDIDATE=%CANDIDATE:~0,-1%"
if not exist "%CANDIDATE%\bin\server\jvm.dll" exit /b 0
rem The dot stands for a quotation mark, which cmd would take for its own.
findstr /r /c:"^JAVA_VERSION=.25" "%CANDIDATE%\release" >nul 2>&1
if not errorlevel 1 set "JAVA25=%CANDIDATE%"
if not defined JAVA25 set "OTHER_JAVA=%OTHER_JAVA% %CANDIDATE%"
exit /b 0

:say
echo %~1 1>&2
exit /b 0
